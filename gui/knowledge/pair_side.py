"""One of two duplicate entries."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from assistant.contracts import Article
from gui.knowledge.diff_view import DiffView
from gui.knowledge.edited_entry import EditedEntry
from gui.page import Retranslated
from gui.widgets.labels import Elided, label
from gui.widgets.moments import day


class PairSide(Retranslated):
    """Its text with the differences highlighted, its origin, and buttons to keep or open it.

    Signals:
        opened: The id of this entry.
    """

    opened = Signal(int)

    def __init__(self, side: Literal["old", "new"]) -> None:
        super().__init__()
        self._article: Article | None = None
        self._first = side == "old"
        self._name = label("", "heading")
        self._origin = Elided("", "small")
        self._used = label("", "small")
        self.view = DiffView(side)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.keep = QPushButton()
        self._open = QPushButton()
        self._open.setProperty("kind", "link")
        self._open.clicked.connect(self._on_open)
        line = QHBoxLayout()
        line.addWidget(self.keep)
        line.addWidget(self._open)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._name, alignment=Qt.AlignmentFlag.AlignLeft)
        for widget in (self._origin, self._used):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)
        layout.addLayout(line)
        self.retranslate()

    def retranslate(self) -> None:
        name = self.tr("First entry") if self._first else self.tr("Second entry")
        self._name.setText(name)
        self.view.setAccessibleName(name)
        self.keep.setText(self.tr("Keep this one"))
        self.keep.setToolTip(self.tr("The other entry is deleted; its history keeps it"))
        self._open.setText(self.tr("Open"))
        self._tell()

    def show_entry(self, article: Article, one: EditedEntry, other: EditedEntry) -> None:
        """Show one entry of the pair `one` and `other`."""
        self._article = article
        self.view.show_difference(one, other)
        self._tell()

    def _tell(self) -> None:
        article = self._article
        if article is None:
            return
        self._origin.setText(
            self.tr("From {file}").format(file=article.source)
            if article.source
            else self.tr("Written here")
        )
        self._used.setText(
            self.tr("Changed {day}; used: {count}").format(
                day=day(article.updated_at), count=article.use_count
            )
        )

    def _on_open(self) -> None:
        if self._article is not None:
            self.opened.emit(self._article.id)
