"""Entries similar to a question that do not answer it: collapsed, and labelled as such."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.inbox.suggestions.facts import Facts
from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.elided_button import ElidedButton
from gui.widgets.labels import label
from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import Source


class NearEntries(Retranslated):
    """A line that expands into a few entries.

    Signals:
        opened: The id of an article.
    """

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._sources: tuple[Source, ...] = ()
        self._facts = Facts(self)
        self._fold = QPushButton()
        self._fold.setProperty("kind", "link")
        self._fold.setIconSize(QSize(16, 16))
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._show_rows)
        self._note = label("", "small", wrap=True)
        self._rows = QWidget()
        self._lines = QVBoxLayout(self._rows)
        self._lines.setContentsMargins(6, 0, 0, 0)
        self._lines.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._fold, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._note)
        layout.addWidget(self._rows)
        self.hide()
        self.retranslate()

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Offer these entries, collapsed; hidden if empty."""
        if tuple(sources) != self._sources:
            self._sources = tuple(sources)
            self._fill()
            self._fold.setChecked(False)
        self.setVisible(bool(sources))
        self._show_rows(self._fold.isChecked())

    def retranslate(self) -> None:
        self._fold.setText(self.tr("Not sure: similar entries"))
        self._note.setText(self.tr("None of these is an answer to this question."))
        self._fill()

    def _show_rows(self, shown: bool) -> None:
        self._fold.setIcon(icon("chevron-down" if shown else "chevron-right", "accent"))
        self._note.setVisible(shown)
        self._rows.setVisible(shown)

    def _fill(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for source in self._sources:
            self._lines.addWidget(self._line(source))

    def _line(self, source: Source) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        button = ElidedButton("link")
        button.set_whole(one_line(source.question or source.title))
        button.clicked.connect(lambda: self.opened.emit(source.id))
        layout.addWidget(button)
        layout.addStretch()
        layout.addWidget(label(self._facts.confidence(source.confidence)[0], "small"))
        return row
