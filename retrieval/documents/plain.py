"""Reads plain text to blocks: paragraphs between blank lines, and short questions as headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.documents.blocks import Block, Heading, Text
from retrieval.documents.questions import looks_like_question

_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_UNDERLINE = re.compile(r"[=\-~*_#]{3,}")
_MARKED = re.compile(r"\W*(?:q|question|问题?|問題?)\s*\d*[:：.]", re.IGNORECASE)
_LONGEST_HEADING = 160


def plain_blocks(source: str) -> Iterator[Block]:
    """Yield the paragraphs and headings of a plain text.

    An underlined line, or a question alone on the first line of a paragraph, is a heading.
    """
    for paragraph in _PARAGRAPHS.split(source):
        lines = [line.strip() for line in paragraph.strip().split("\n")]
        lines = [line for line in lines if line]
        if not lines:
            continue
        if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]):
            yield Heading(lines[0], 1 if lines[1][0] == "=" else 2)
            lines = lines[2:]
        elif _is_question_line(lines[0]):
            yield Heading(lines[0], 3)
            lines = lines[1:]
        lines = [line for line in lines if not _UNDERLINE.fullmatch(line)]
        if lines:
            yield Text("\n".join(lines))


def _is_question_line(line: str) -> bool:
    if len(line) > _LONGEST_HEADING or line[-1] not in "?？":
        return False
    return looks_like_question(line) and not re.match(
        r"(?i)\W*(?:q|question|问题?|問題?)\s*\d*[:：.]", line
    )
