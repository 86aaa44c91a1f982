"""Reads tables of labelled texts: XLSX, or CSV of any dialect, with various column names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.errors import InputError
from assistant.understanding.head import OUT
from training.tables.reading import Rows, no_columns, rows_of

_TEXT: Final = (
    "text", "message", "utterance", "question", "sentence", "instruction", "query",
    "文本", "内容", "消息", "问题", "句子",
)  # fmt: skip
_LABEL: Final = (
    "label", "category", "intent", "class", "mood", "emotion", "sentiment", "topic",
    "target", "tag", "标签", "意图", "分类", "类别", "主题",
)  # fmt: skip
_OUT: Final = {"oos", "out_of_scope", "out-of-scope", "out of scope", "outofscope", "none", ""}
_READ: Final = 4_000
"""Characters of a text that are used; the rest is cut off."""


@dataclass(frozen=True, slots=True)
class Table:
    """Labelled texts; the label of those marked as out of scope is `OUT`.

    Attributes:
        left_out: Reason (`empty` or `unreadable`) → number of rows left out.
    """

    texts: list[str]
    labels: list[str]
    left_out: dict[str, int]
    encoding: str = ""
    """Encoding of a text file; "" for a workbook."""

    def __len__(self) -> int:
        return len(self.texts)


def read_table(path: Path) -> Table:
    """Read a table.

    Args:
        path: XLSX, or CSV (or TSV) in UTF-8, with or without a byte-order mark, or in an encoding
            that can be detected. A row near the top must name the columns `text` and `label` (or
            `category`, `intent` …).

    Raises:
        InputError: The file is missing (`examples.missing`), too large (`examples.large`), lacks
            the columns (`examples.columns`) or has no usable row (`examples.empty`).
        FileError: It is not a text file, or a workbook that is damaged or unpacks to too much.
    """
    with rows_of(path, _TEXT, _LABEL) as rows:
        table = _taken(rows)
    if not table.texts:
        raise InputError(
            code="examples.empty", expected="rows with a text and a label", found="none",
            remedy="Check the file, and try again",
        )  # fmt: skip
    return table


def _taken(rows: Rows) -> Table:
    at_text, at_label = rows.column(_TEXT), rows.column(_LABEL)
    if at_text is None or at_label is None or at_text == at_label:
        raise no_columns(rows, "a row near the top that names text and label")
    texts: list[str] = []
    labels: list[str] = []
    left_out: dict[str, int] = {}
    for row in rows.rest:
        if not row:
            continue
        if len(row) <= max(at_text, at_label):
            left_out["unreadable"] = left_out.get("unreadable", 0) + 1
        elif not (text := row[at_text].strip()):
            left_out["empty"] = left_out.get("empty", 0) + 1
        else:
            label = row[at_label].strip()
            if rows.unsaved and not label:
                left_out["unreadable"] = left_out.get("unreadable", 0) + 1
                continue
            texts.append(text[:_READ])
            labels.append(OUT if label.casefold() in _OUT else label[:200])
    return Table(texts, labels, left_out, rows.encoding)
