"""Review before approval: what was replaced, and what was left although it looks personal."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from assistant.contracts.transcripts import ReplacedSample, TranscriptReview
from gui.page import Retranslated
from gui.training import words
from gui.training.short_table import Chips, ShortTable
from gui.widgets.flow import Flow
from gui.widgets.labels import chip, label
from gui.widgets.presentable import presentable
from gui.widgets.table import Column, RowsModel


class PlacesModel(RowsModel):
    """Table of `ReplacedSample`s in their context."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(
            (
                Column(lambda: self.tr("Kind"), self._kind, 150),
                Column(lambda: self.tr("Text before"), lambda row: _flat(row.before), right=True),
                Column(lambda: self.tr("Shown as"), lambda row: _flat(row.shown), 160),
                Column(lambda: self.tr("Text after"), lambda row: _flat(row.after)),
            ),
            parent,
        )

    def _kind(self, row: Any) -> str:
        return words.said(words.personal(), row.kind)


class _Ends(QStyledItemDelegate):
    """Elides a long text at its beginning, because its end is next to the replaced place."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft


def mixed(samples: Sequence[ReplacedSample]) -> list[ReplacedSample]:
    """Interleave the kinds, so that the first rows show every kind."""
    kinds: dict[str, list[ReplacedSample]] = {}
    for one in samples:
        kinds.setdefault(one.kind, []).append(one)
    turns = itertools.zip_longest(*kinds.values())
    return [one for turn in turns for one in turn if one is not None]


class ReviewView(Retranslated):
    """Two tables and the counts."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[str, int] = {}
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self.replaced = ShortTable(PlacesModel(self), most=10)
        self.left = ShortTable(PlacesModel(self), most=10)
        self.replaced.setItemDelegateForColumn(2, Chips(lambda _: "good", self.replaced))
        self.left.setItemDelegateForColumn(2, Chips(lambda _: "warn", self.left))
        for table in (self.replaced, self.left):
            table.setItemDelegateForColumn(1, _Ends(table))
        self._headings = [label("", "heading") for _ in range(2)]
        self._texts = [label("", "muted", wrap=True) for _ in range(2)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for at, table in enumerate((self.replaced, self.left)):
            column.addWidget(self._headings[at])
            column.addWidget(self._texts[at])
            if at == 0:
                column.addWidget(self._chips)
            column.addWidget(table)
            column.addSpacing(8)
        self.retranslate()

    def show_review(self, review: TranscriptReview) -> None:
        """Show a review."""
        self._counts = review.counts
        self.replaced.rows.show(mixed(review.replaced))
        self.left.rows.show(mixed(review.left))
        self.retranslate()

    def retranslate(self) -> None:
        self._headings[0].setText(self.tr("What was replaced"))
        self._headings[1].setText(self.tr("What was left"))
        replaced, left = bool(self.replaced.rows.rows), bool(self.left.rows.rows)
        self._texts[0].setText(
            self.tr("Samples, each in context. Within a conversation, the same value has the "
                    "same placeholder.")
            if replaced
            else self.tr("Nothing in it looked like personal data.")
        )  # fmt: skip
        self._texts[1].setText(
            self.tr("Places that could be personal and stayed as they are. If you find something "
                    "that must not be learnt, do not approve this export: remove it.")
            if left
            else self.tr("Nothing was left that looks personal.")
        )  # fmt: skip
        for table, heading, shown in (
            (self.replaced, self._headings[0], replaced), (self.left, self._headings[1], left),
        ):  # fmt: skip
            table.setAccessibleName(heading.text())
            table.setVisible(shown)
            table.rows.retranslate()
        self._count()

    def _count(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for kind, count in sorted(self._counts.items(), key=lambda one: -one[1]):
            text = self.tr("{kind}: {count}").format(
                kind=words.said(words.personal(), kind), count=words.number(count)
            )
            self._flow.addWidget(chip(text, "neutral"))
        self._chips.setVisible(bool(self._counts))


def _flat(text: str) -> str:
    return " ".join(presentable(text).split())
