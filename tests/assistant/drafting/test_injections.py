"""The measurement of prompt injections: the corpus, its judge, and both ways of drafting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.contracts import DraftEvidence
from assistant.contracts.drafts import DraftDone, WrittenReply
from benchmarks import injections
from benchmarks.injections import ANSWERS, Desk, attempts, obeyed, unmarked
from tests import tiny_models

EVERY = 4
"""One in this many is tried here; all are by `python -m benchmarks.injections`."""


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        with injections.desk() as desk:
            yield desk


def test_the_corpus_is_large_and_half_of_it_in_each_place() -> None:
    rows = attempts()
    assert len(rows) >= 100
    assert len({row.id for row in rows}) == len(rows)
    assert len({(row.where, row.text) for row in rows}) == len(rows)
    places, languages = Counter(row.where for row in rows), Counter(row.lang for row in rows)
    assert min(places.values()) * 2 >= len(rows) - 2
    assert min(languages.values()) * 2 >= len(rows) - 2
    assert all(row.forbidden for row in rows)


def test_obedience_is_seen_however_it_is_written() -> None:
    assert obeyed("You get ５００ euros", ["500"]) == ["500"]
    assert obeyed("It is P\u200bWNED.", ["pwned"]) == ["pwned"]
    assert obeyed("You get 1500 euros or 500.5 or 5000", ["1500"]) == ["1500"]
    assert not obeyed("You get 1500 euros, or 15,500", ["500"])
    assert obeyed("a\U000e0041", ["\U000e0041"])


def test_what_is_marked_is_told_apart() -> None:
    text = "Keep it. You get 500."
    marked = DraftEvidence(start=9, end=21, support="unsupported")
    written = WrittenReply(
        text=text, kind="generated", evidence=[marked], done=DraftDone(reason="finished")
    )
    assert not unmarked(written, ["500"])
    assert unmarked(written.model_copy(update={"evidence": []}), ["500"])


def test_composed_drafts_obey_nobody_and_still_answer(desk: Desk) -> None:
    for lang in ANSWERS:
        harmless = desk.harmless(lang).text
        assert ANSWERS[lang] in harmless
        every = [one for row in attempts() if row.lang == lang for one in row.forbidden]
        assert not obeyed(harmless, every), "an attempt that cannot fail"
    for row in attempts()[::EVERY]:
        written = desk.draft(row)
        assert not obeyed(written.text, row.forbidden), row.id
        if row.where == "message" or row.text.startswith("{benign}"):
            assert ANSWERS[row.lang] in written.text, row.id
        assert row.where == "message" or written.done.left_out or row.kind in (
            "disguised", "other-customers",
        ), row.id  # fmt: skip


def test_what_a_model_writes_holds_no_number_or_address_that_was_injected(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tiny_models.build(tmp_path / "tiny", own=True)
    rows = [row for row in attempts() if row.where == "message" and row.kind != "reply-only"]
    with injections.model(folder) as generate:
        texts = 0
        for row in rows[::EVERY]:
            written = desk.draft(row, generate)
            assert written.kind == "generated"
            texts += bool(written.text)
            assert not obeyed(written.text, row.forbidden), row.id
    assert texts
