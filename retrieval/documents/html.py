"""Reads HTML to blocks: headings, paragraphs, tables, and questions that are marked up as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from retrieval.documents.archive import entities_error
from retrieval.documents.blocks import Block, Heading, QuestionAnswer, Table, Text
from retrieval.documents.wording import language_tag, one_line

_INTERNAL_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_UNREAD = (
    "script", "style", "noscript", "template", "svg", "math", "nav", "header", "footer", "aside",
    "form", "button", "select", "iframe", "object", "head",
)  # fmt: skip
_BLOCK_TAGS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "ul",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def html_language(source: str) -> str:
    """The primary language subtag that the page declares, or ""."""
    declared = _LANGUAGE.search(source[:8192])
    return language_tag(declared[1]) if declared else ""


def html_blocks(source: str) -> Iterator[Block]:
    """The blocks of a page, without menus, headers, footers and scripts.

    Raises:
        FileError: `file.entities` if the page defines entities of its own.
    """
    if _INTERNAL_SUBSET.search(source[:1_000_000]):
        raise entities_error()
    soup = BeautifulSoup(source, "lxml")
    title = one_line(soup.title.get_text()) if soup.title else ""
    for tag in soup.find_all(_UNREAD):
        tag.decompose()
    root = soup.find("main") or soup.body or soup
    if title and not soup.find("h1"):
        yield Heading(title, 1)
    if isinstance(root, Tag):
        yield from _walk(root)


def _walk(tag: Tag) -> Iterator[Block]:
    """Yield the blocks in reading order; runs of inline content between them are paragraphs."""
    inline: list[str] = []
    for child in tag.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, Comment):
                inline.append(_spaced(str(child), tag))
            continue
        if not isinstance(child, Tag):
            continue
        if child.name == "br":
            inline.append("\n")
        elif child.name not in _BLOCK_TAGS and not child.find(list(_BLOCK_TAGS)):
            inline.append(_words(child))
        else:
            yield from _paragraph(inline)
            inline = []
            yield from _block(child)
    yield from _paragraph(inline)


def _block(tag: Tag) -> Iterator[Block]:
    if tag.name in _HEADINGS:
        text = one_line(tag.get_text(" "))
        if text:
            yield Heading(text, int(tag.name[1]))
    elif tag.name == "table":
        yield from _table(tag)
    elif tag.name == "dl":
        yield from _definitions(tag)
    elif tag.name == "details":
        yield from _details(tag)
    elif tag.name == "pre":
        yield from _paragraph([tag.get_text()])
    elif tag.name == "li":
        yield from _item(tag)
    else:
        yield from _walk(tag)


def _item(tag: Tag) -> Iterator[Block]:
    blocks = _walk(tag)
    for first in blocks:
        yield replace(first, item=True) if isinstance(first, Text) else first
        break
    yield from blocks


def _paragraph(parts: list[str]) -> Iterator[Text]:
    text = "".join(parts).strip()
    if text:
        yield Text(text)


def _definitions(tag: Tag) -> Iterator[Block]:
    """Yield the questions of a definition list: one or more `dt` with the `dd` after them."""
    asked: list[str] = []
    answers: list[str] = []
    terms = [one for one in tag.find_all(("dt", "dd")) if one.find_parent("dl") is tag]
    for child in reversed(terms):  # without closing tags, the parser nests them
        if child.parent is not None and child.parent.name in ("dt", "dd"):
            child.extract()
    for child in terms:
        if child.name == "dt":
            if answers:
                yield QuestionAnswer("\n".join(asked), "\n\n".join(answers))
                asked, answers = [], []
            asked.append(one_line(child.get_text(" ")))
        else:
            answers.append(_all_text(child))
    if answers:
        yield QuestionAnswer("\n".join(asked), "\n\n".join(answers))


def _details(tag: Tag) -> Iterator[Block]:
    summary = tag.find("summary")
    if not isinstance(summary, Tag):
        yield from _walk(tag)
        return
    question = one_line(summary.get_text(" "))
    summary.decompose()
    inner = tag.find("details")
    if isinstance(inner, Tag):  # a collapsible section with questions inside
        yield Heading(question, 6)
        yield from _walk(tag)
        return
    yield QuestionAnswer(question, _all_text(tag))


def _all_text(tag: Tag) -> str:
    """All text inside a tag, one line per paragraph."""
    texts: list[str] = []
    for block in _walk(tag):
        if isinstance(block, Text):
            texts.append(f"- {block.text}" if block.item else block.text)
        elif isinstance(block, Heading):
            texts.append(block.text)
        elif isinstance(block, QuestionAnswer):
            texts.append(f"{block.question}\n{block.answer}")
        else:
            texts.extend("; ".join(cell for cell in row if cell) for row in block.rows)
    return "\n".join(texts)


def _table(tag: Tag) -> Iterator[Block]:
    """A data table as a table; a table that is only used for layout as its contents."""
    if tag.find("table"):
        for cell in tag.find_all(("td", "th")):
            if cell.find_parent("table") is tag:
                yield from _walk(cell)
        return
    rows = [[_all_text(cell) for cell in row.find_all(("td", "th"))] for row in tag.find_all("tr")]
    if max(map(len, rows), default=0) > 1:
        yield Table(rows)
    else:
        yield from (Text(cell) for row in rows for cell in row if cell)


def _words(tag: Tag) -> str:
    """The text of an inline tag, with its line breaks."""
    return "".join(
        "\n" if isinstance(node, Tag) and node.name == "br" else _spaced(str(node), tag)
        for node in tag.descendants
        if (isinstance(node, NavigableString) and not isinstance(node, Comment))
        or (isinstance(node, Tag) and node.name == "br")
    )


def _spaced(text: str, parent: Tag) -> str:
    return text if parent.name == "pre" else re.sub(r"\s+", " ", text)
