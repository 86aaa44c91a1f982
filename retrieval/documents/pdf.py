"""Reads PDF to blocks with page numbers, dropping repeated headers and footers, and joining words
that are hyphenated at line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from retrieval.documents.archive import damaged_error
from retrieval.documents.blocks import Block, Heading, Text
from retrieval.documents.errors import FileError
from retrieval.documents.formats import encrypted_error
from retrieval.documents.limits import Limits
from retrieval.documents.outline import records_of_blocks
from retrieval.documents.questions import looks_like_question
from retrieval.documents.records import Event, Problem, Progress
from retrieval.documents.wording import CJK_CHARACTER, clean, one_line

_EDGE_LINES = 3
"""Number of lines at the top and bottom of a page that may be header or footer."""
_PAGE_NUMBER = re.compile(
    r"(?i)^\W*(?:(?:page|seite|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|-|–)\s*\d{1,4})?\W*$"
    r"|^\W*第\s*\d+\s*页.*$|^\W*第\s*\d+\s*頁.*$"
)
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"^(?:[•●▪◦‣*–—-]|\(?\d{1,3}[.)、]|[a-z][.)])\s*\S")
_ENDED = (".", "!", "?", ":", "。", "！", "？", "：", "…")
_LARGE = 1.15
"""Font size, relative to the body text, above which a line is a heading."""
_LONGEST_HEADING = 150


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line with its font size (0: unknown)."""

    text: str
    page: int
    size: float = 0.0


def pdf_events(path: Path, limits: Limits) -> Iterator[Event]:
    """The records of a PDF.

    Raises:
        FileError: `file.encrypted`, `file.damaged`, `file.pages`, or `file.no-text` if the pages
            contain no text, only images.
    """
    reader = _open(path)
    try:
        count = len(reader.pages)
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError):
        raise damaged_error() from None
    if count > limits.pages:
        raise FileError(
            code="file.pages",
            expected=f"at most {limits.pages} pages",
            found=str(count),
            remedy="Split the document",
        )
    pages: list[list[Line]] = []
    problems: list[Problem] = []
    for number in range(1, count + 1):
        yield Progress(number - 1, count)
        try:
            pages.append(_lines(reader.pages[number - 1], number))
        except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError):
            problems.append(_page_problem(number))
    if not any(line.text for lines in pages for line in lines):
        raise _no_text_error(count) if not problems else damaged_error()
    yield from problems
    yield from records_of_blocks(line_blocks(without_margins(pages)), limits)


def _open(path: Path) -> PdfReader:
    try:
        reader = PdfReader(path)
        # An owner password alone restricts printing, not reading: an empty user password opens it.
        if reader.is_encrypted and not reader.decrypt(""):
            raise encrypted_error()
    except (DependencyError, FileNotDecryptedError):
        raise encrypted_error() from None
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, OSError):
        raise damaged_error() from None
    return reader


def _lines(page: Any, number: int) -> list[Line]:
    sizes: dict[str, float] = {}

    def note(text: str, _cm: Any, matrix: Any, _font: Any, size: float) -> None:
        scale = abs(matrix[3]) or abs(matrix[1]) or 1.0
        for part in text.split("\n"):
            if len(part.strip()) > 1:
                sizes.setdefault(one_line(part), round(size * scale, 1))

    text = page.extract_text(visitor_text=note)
    lines = (one_line(clean(line)) for line in text.split("\n"))
    return [Line(line, number, _size_of(line, sizes)) for line in lines]


def _size_of(line: str, sizes: dict[str, float]) -> float:
    if line in sizes:
        return sizes[line]
    first = line.split(" ", 1)[0]
    return next((size for part, size in sizes.items() if part.startswith(first)), 0.0)


def without_margins(pages: list[list[Line]]) -> list[Line]:
    """All lines in order, without page numbers and repeated headers and footers."""
    edges: Counter[str] = Counter()
    for lines in pages:
        filled = [line.text for line in lines if line.text]
        edges.update({_margin(text) for text in filled[:_EDGE_LINES] + filled[-_EDGE_LINES:]})
    needed = max(3, (len(pages) + 1) // 2)
    repeated = {text for text, times in edges.items() if times >= needed}
    kept: list[Line] = []
    for lines in pages:
        filled_at = [at for at, line in enumerate(lines) if line.text]
        edge = set(filled_at[:_EDGE_LINES] + filled_at[-_EDGE_LINES:])
        outermost = {*filled_at[:1], *filled_at[-1:]}
        kept.extend(
            line
            for at, line in enumerate(lines)
            if not (at in edge and _margin(line.text) in repeated)
            and not (at in outermost and _PAGE_NUMBER.match(line.text))
        )
    return kept


def _margin(text: str) -> str:
    """A header or footer line with numbers masked, so that it is equal on all pages."""
    return _DIGITS.sub("#", text.casefold())


def line_blocks(lines: list[Line]) -> Iterator[Block]:
    """Yield headings and paragraphs, reconstructed from printed lines."""
    texts = [line for line in lines if line.text]
    width = median(sorted(len(line.text) for line in texts)[len(texts) // 2 :] or [1])
    sizes: Counter[float] = Counter()
    for line in texts:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    words = Counter(word for line in texts for word in line.text.split())
    paragraph: list[Line] = []
    for line in lines:
        heading = bool(line.text) and _is_heading(line, body, paragraph)
        if paragraph and (not line.text or heading or _breaks(paragraph[-1], line, width)):
            yield _joined(paragraph, words)
            paragraph = []
        if heading:
            yield Heading(line.text, 1 if line.size > 1.5 * body > 0 else 2, line.page)
        elif line.text:
            paragraph.append(line)
    if paragraph:
        yield _joined(paragraph, words)


def _is_heading(line: Line, body: float, above: list[Line]) -> bool:
    if len(line.text) > _LONGEST_HEADING:
        return False
    if body and line.size > _LARGE * body:
        return True
    starts = not above or above[-1].text.endswith(_ENDED)
    return starts and line.text[-1] in "?？" and looks_like_question(line.text)


def _breaks(last: Line, line: Line, width: float) -> bool:
    """Whether a new paragraph begins: a list item, or a short line that ended a sentence."""
    if _BULLET.match(line.text):
        return True
    return last.text.endswith(_ENDED) and len(last.text) < 0.8 * width


def _joined(lines: list[Line], words: Counter[str]) -> Text:
    text = lines[0].text
    for line in lines[1:]:
        text = join_lines(text, line.text, words)
    return Text(text, lines[0].page)


def join_lines(text: str, line: str, words: Counter[str]) -> str:
    """Join two lines of a paragraph: Chinese without a space, hyphenated words without the hyphen.

    The hyphen is kept if the document has the hyphenated compound elsewhere within a line.
    """
    if re.search(r"[^\W\d_]-$", text) and line[:1].islower():
        head, tail = text.rsplit(" ", 1)[-1], line.split(" ", 1)[0]
        compound = f"{head}{tail}".strip(".,;:!?")
        return text + line if compound in words else text[:-1] + line
    wide = _is_wide(text[-1:]) and _is_wide(line[:1])
    return f"{text}{line}" if wide else f"{text} {line}"


def _is_wide(char: str) -> bool:
    return bool(CJK_CHARACTER.match(char)) or "\u3000" <= char <= "\u303f" or char >= "\uff00"


def _page_problem(page: int) -> Problem:
    return Problem(
        "page.damaged",
        expected="a page whose text can be read",
        found="a damaged one",
        remedy="Print the document to a new PDF and import that",
        page=page,
    )


def _no_text_error(count: int) -> FileError:
    return FileError(
        code="file.no-text",
        expected="a PDF with text",
        found=f"{count} pages without any, probably scanned",
        remedy="Run text recognition (OCR) on it first",
    )
