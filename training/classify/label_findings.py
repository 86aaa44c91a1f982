"""Findings about labelled messages, shown to a person before training."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.contracts import Finding

if TYPE_CHECKING:
    from typing import Literal

    from training.classify.collecting import Collected


def findings(found: Collected) -> list[Finding]:
    """The findings, most serious first."""
    return [*_about_labels(found), *_about_rows(found)]


def _about_labels(found: Collected) -> Iterator[Finding]:
    left = found.left_out
    if count := left["contradicting"]:
        yield _finding(
            "contradicting", "warning",
            f"{count:,} rows contradict each other: the same text with different labels. None of "
            "them is learnt from.", count,
        )  # fmt: skip
    if count := left["rare-label"]:
        text = f"{count:,} messages have a label that is too rare to be learnt."
        yield _finding("rare-label", "warning", text, count)
    if count := left["no-label"]:
        yield _finding("no-label", "note", f"{count:,} messages have no label that counts.", count)


def _about_rows(found: Collected) -> Iterator[Finding]:
    left = found.left_out
    if count := left["unreadable"] + left["empty"]:
        text = f"{count:,} rows have no text, or are not whole."
        yield _finding("bad-rows", "warning", text, count)
    for encoding in sorted(found.encodings):
        text = f"The table is not in UTF-8: it is read as {encoding}."
        yield _finding("encoding", "note", text)
    if count := left["repeated"] + left["near-duplicate"]:
        text = f"{count:,} messages occur more than once: one of each is used."
        yield _finding("repeated", "note", text, count)


def _finding(code: str, level: Literal["note", "warning"], text: str, count: int = 0) -> Finding:
    return Finding(code=code, level=level, text=text, count=count)
