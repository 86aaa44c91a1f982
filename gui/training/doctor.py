"""Result of examining an export: its content, its worth, what was skipped, and examples."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout

from assistant.contracts.transcripts import Examination
from gui.page import Retranslated
from gui.training import words
from gui.training.conversations_view import ConversationsView
from gui.training.facts import Facts
from gui.training.short_table import ShortTable
from gui.training.worth import Counts, Enough, Findings
from gui.widgets.labels import label
from gui.widgets.table import Column, RowsModel


class ReasonsModel(RowsModel):
    """Table of pairs of a reason code and its count."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(
            (
                Column(lambda: self.tr("Left out because"), self._reason),
                Column(lambda: self.tr("Conversations"), self._count, 150, right=True),
            ),
            parent,
        )

    def _reason(self, row: Any) -> str:
        return words.said(words.reasons(), row[0])

    def _count(self, row: Any) -> str:
        return words.number(row[1])


class DoctorView(Retranslated):
    """Shows one examination.

    Signals:
        skipped_wanted: The user wants to see the conversations skipped for a reason (its code).
    """

    skipped_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.counts, self.facts = Counts(), Facts()
        self.enough, self.findings = Enough(), Findings()
        self.reasons = ShortTable(ReasonsModel(self), most=10)
        self.examples = ConversationsView()
        self._headings = [label("", "heading") for _ in range(4)]
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        what, enough, left, said = self._headings
        for heading, *parts in (
            (None, self.counts, self.findings), (enough, self.enough), (what, self.facts),
            (left, self.reasons), (said, self.examples),
        ):  # fmt: skip
            if isinstance(heading, QLabel):
                heading.setContentsMargins(0, 6, 0, 0)
                self._layout.addWidget(heading)
            for part in parts:
                self._layout.addWidget(part)
        self.reasons.wanted.connect(lambda row: self.skipped_wanted.emit(row[0]))
        self.retranslate()

    def show_examination(self, found: Examination) -> None:
        """Show an examination."""
        known = bool(found.detected.format)
        self.facts.show_detected(found.detected)
        self.counts.show_counts(found)
        self.findings.show_findings(found.findings)
        self.enough.show_enough(found)
        reasons = sorted(found.reasons.items(), key=lambda one: -one[1])
        self.reasons.rows.show([one for one in reasons if one[1]])
        self.examples.show_rows(found.examples)
        shown = known and bool(found.sufficient), True, bool(self.reasons.rows.rows)
        what, enough, left, said = self._headings
        for parts, visible in (
            ((self.counts,), known), ((enough, self.enough), shown[0]),
            ((what, self.facts), shown[1]), ((left, self.reasons), shown[2]),
            ((said, self.examples), bool(found.examples)),
        ):  # fmt: skip
            for part in parts:
                part.setVisible(visible)

    def retranslate(self) -> None:
        for heading, text in zip(
            self._headings,
            (
                self.tr("What it is"),
                self.tr("Is it enough?"),
                self.tr("What is left out"),
                self.tr("As it was read"),
            ),
            strict=True,
        ):
            heading.setText(text)
        self.reasons.setAccessibleName(self._headings[2].text())
        self.reasons.rows.retranslate()
