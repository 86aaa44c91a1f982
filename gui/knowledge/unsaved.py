"""Asks what to do with unsaved changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assistant.contracts import ProblemDetails
from gui.engine.call import Call
from gui.notices import told
from gui.widgets.labels import label

_CONFLICT: Final = 409


class UnsavedDialog(QDialog):
    """Accepted if the changes were saved or discarded; rejected to continue editing.

    Args:
        name: Name of the entry.
        save: Starts saving; None if that is impossible now.
        parent: The editor.
    """

    def __init__(self, name: str, save: Callable[[], Call | None] | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._save = save
        self.setWindowTitle(self.tr("Save your changes?"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(10)
        layout.addWidget(label(self.windowTitle(), "heading"))
        text = self.tr("“{entry}” has changes that are not saved.").format(entry=name)
        layout.addWidget(label(text, wrap=True))
        self._problem = label("", "bad", wrap=True)
        self._problem.hide()
        layout.addWidget(self._problem)
        line = QHBoxLayout()
        line.addStretch()
        stay = QPushButton(self.tr("Keep writing"))
        stay.clicked.connect(self.reject)
        drop = QPushButton(self.tr("Discard"))
        drop.setProperty("kind", "danger")
        drop.clicked.connect(self.accept)
        self._keep = QPushButton(self.tr("Save"))
        self._keep.setProperty("kind", "main")
        self._keep.setEnabled(save is not None)
        self._keep.clicked.connect(self._on_save)
        for button in (stay, drop, self._keep):
            button.setAutoDefault(False)
            line.addWidget(button)
        (stay if save is None else self._keep).setDefault(True)
        layout.addLayout(line)
        self.setMinimumWidth(420)

    def _on_save(self) -> None:
        call = self._save() if self._save is not None else None
        if call is None:
            return
        self._keep.setEnabled(False)
        self._problem.hide()
        call.then(lambda _: self.accept(), self._on_failed)

    def _on_failed(self, problem: ProblemDetails) -> None:
        if problem.status == _CONFLICT:  # the editor shows both versions
            self.reject()
            return
        self._keep.setEnabled(True)
        self._problem.setText(told(problem))
        self._problem.show()


def may_leave(name: str, save: Callable[[], Call | None] | None, parent: QWidget) -> bool:
    """Ask the user; return True if the changes were saved or discarded."""
    dialog = UnsavedDialog(name, save, parent)
    answer = dialog.exec()
    dialog.deleteLater()
    return bool(answer == QDialog.DialogCode.Accepted)
