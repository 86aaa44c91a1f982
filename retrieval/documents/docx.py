"""Reads DOCX to blocks: headings by style or outline level, paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from retrieval.documents.archive import check_archive, damaged_error
from retrieval.documents.blocks import Block, Heading, Table, Text
from retrieval.documents.limits import Limits
from retrieval.documents.questions import looks_like_question

_HEADING_STYLE = re.compile(r"(?i)^(?:heading|标题|標題|überschrift|titre)\s*(\d)$")
_LONGEST_HEADING = 200


def docx_blocks(path: Path, limits: Limits) -> Iterator[Block]:
    """The body of a document in order, without page headers and footers, notes and comments.

    Raises:
        FileError: `file.bomb`, `file.entities` or `file.damaged`.
    """
    check_archive(path, limits)
    try:
        document = Document(str(path))
        content = document.iter_inner_content()
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, LxmlError):
        raise damaged_error() from None
    levels: dict[str, int | None] = {}
    for item in content:
        if isinstance(item, Paragraph):
            yield from _paragraph(item, levels)
        elif isinstance(item, WordTable):
            yield from _table(item)


def _paragraph(paragraph: Any, levels: dict[str, int | None]) -> Iterator[Block]:
    text = _text(paragraph)
    if not text.strip():
        return
    level = _level(paragraph, levels)
    if level is not None and len(text) <= _LONGEST_HEADING:
        yield Heading(text, level)
    elif _is_bold_question(paragraph, text):
        yield Heading(text, 9)
    else:
        yield Text(text, item=_is_item(paragraph))


def _text(paragraph: Any) -> str:
    """The text of a paragraph, including links and tracked insertions."""
    parts: list[str] = []
    for node in paragraph._p.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:cr")):
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        else:
            parts.append(" " if node.tag == qn("w:tab") else "\n")
    return "".join(parts)


def _level(paragraph: Any, levels: dict[str, int | None]) -> int | None:
    """The heading level of a paragraph by its outline level, else by its style; None for text."""
    own = _outline_level(paragraph._p.pPr)
    if own is not None:
        return own
    style = paragraph.style
    if style is None:
        return None
    if style.style_id not in levels:
        levels[style.style_id] = _style_level(style)
    return levels[style.style_id]


def _style_level(style: Any) -> int | None:
    for _ in range(10):  # styles inherit from styles; in a broken file this may be circular
        name = style.name or ""
        if name in ("Title", "标题", "標題"):
            return 0
        named = _HEADING_STYLE.match(name)
        level = int(named[1]) if named else _outline_level(style.element.pPr)
        if level is not None or style.base_style is None:
            return level
        style = style.base_style
    return None


def _outline_level(properties: Any) -> int | None:
    """The heading level from `w:outlineLvl`, which counts from 0 and uses 9 for body text."""
    node = properties.find(qn("w:outlineLvl")) if properties is not None else None
    value = node.get(qn("w:val"), "9") if node is not None else "9"
    return int(value) + 1 if value.isdigit() and int(value) < 9 else None


def _is_item(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.find(qn("w:numPr")) is not None
    style = paragraph.style
    return numbered or (style is not None and (style.name or "").startswith("List "))


def _is_bold_question(paragraph: Any, text: str) -> bool:
    """Whether this is a question in bold, which FAQ documents often use instead of headings."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    return bold and len(text) <= _LONGEST_HEADING and looks_like_question(text)


def _table(table: Any) -> Iterator[Block]:
    rows = []
    for row in table.rows:
        seen: list[Any] = []
        cells: list[str] = []
        for cell in row.cells:  # a merged cell is listed once for each position it covers
            again = any(cell._tc is other for other in seen)
            cells.append("" if again else "\n".join(_text(one) for one in cell.paragraphs).strip())
            seen.append(cell._tc)
        rows.append(cells)
    if rows:
        yield Table(rows)
