"""Reads Markdown to blocks, as CommonMark with tables (markdown-it-py)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.documents.blocks import Block, Heading, Table, Text

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def markdown_blocks(source: str) -> Iterator[Block]:
    """Headings, paragraphs, list items, code and tables of a Markdown text.

    Embedded HTML (`<details>`, `<dl>`, tables) is read as HTML.
    """
    source = _FRONT_MATTER.sub("", source.replace("\r\n", "\n"))
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    if any(token.type == "html_block" and _STRUCTURE.search(token.content) for token in tokens):
        yield from _rendered(source)
        return
    at, item = 0, False
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open":
            yield Heading(_inline(tokens[at + 1]), int(token.tag[1]))
            at += 2
        elif token.type == "table_open":
            end = _closing(tokens, at, "table_close")
            yield Table(_rows(tokens[at:end]))
            at = end
        elif token.type == "inline":
            yield Text(_inline(token), item=item)
            item = False
        elif token.type == "list_item_open":
            item = True
        elif token.type in ("fence", "code_block"):
            yield Text(token.content)
        at += 1


_STRUCTURE = re.compile(r"<(?:details|dl|dt|table|h[1-6])\b", re.IGNORECASE)


def _rendered(source: str) -> Iterator[Block]:
    """The blocks of a text with embedded HTML, rendered to HTML first."""
    from retrieval.documents.html import html_blocks

    rendered: str = MarkdownIt("commonmark").enable("table").render(source)
    yield from html_blocks(rendered)


def _inline(token: Token) -> str:
    """The plain text of inline Markdown, with the text of links and the description of images."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type != "html_inline":
            parts.append(child.content)
        elif child.content.lower().startswith("<br"):
            parts.append("\n")
    return "".join(parts)


def _rows(tokens: list[Token]) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(_inline(token))
    return rows


def _closing(tokens: list[Token], start: int, kind: str) -> int:
    return next(at for at in range(start, len(tokens)) if tokens[at].type == kind)
