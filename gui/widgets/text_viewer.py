"""A window that shows a long text as plain text, whatever its content and length."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.presentable import presentable

_BLOCK: Final = 2_000
"""Longer lines are broken here, so that only the visible part is laid out."""


class TextViewer(QDialog):
    """Non-modal dialog that deletes itself when closed."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._text = text
        self._view = QPlainTextEdit()
        self._view.setReadOnly(True)
        self._view.setPlainText(_broken(presentable(text)))
        self._view.setAccessibleName(title)
        self._copy = QPushButton()
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        self._close = QPushButton()
        self._close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._copy)
        row.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._view)
        layout.addLayout(row)
        self.resize(640, 520)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        self._copy.setText(self.tr("Copy all"))
        self._close.setText(self.tr("Close"))


def _broken(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        lines += [line[at : at + _BLOCK] for at in range(0, len(line), _BLOCK)] or [""]
    return "\n".join(lines)
