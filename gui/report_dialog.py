"""Shows a fault report, which the user can copy and send; nothing is sent automatically."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.labels import label


class ReportDialog(QDialog):
    """A dialog with read-only text that can be selected and copied."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Fault report"))
        self.resize(620, 460)
        explained = label(
            self.tr(
                "This was written on this computer and is sent nowhere. It names places in the "
                "program and the last actions; it holds no message and no customer's text. "
                "Give it to whoever looks after Replydesk for you."
            ),
            wrap=True,
        )
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Fault report"))
        buttons = QDialogButtonBox()
        self.copy = QPushButton(self.tr("Copy"))
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        close = QPushButton(self.tr("Close"))
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self._text.toPlainText())
        )
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(explained)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)
