"""Copying from a thread with shortcuts and a context menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.look.icons import icon

if TYPE_CHECKING:
    from gui.inbox.thread.view import ThreadView


class Copying(QObject):
    """Helper of a `ThreadView`."""

    def __init__(self, view: ThreadView) -> None:
        super().__init__(view)
        self._view = view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)

    def key(self, event: QKeyEvent) -> bool:
        """Handle a key; return whether it was one of these shortcuts."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._view.selecting.all()
        else:
            return False
        return True

    def copy(self) -> None:
        """Copy the selection, or the current message, to the clipboard."""
        text = self._view.selecting.text
        if text:
            QGuiApplication.clipboard().setText(text)

    def _menu(self, at: QPoint) -> None:
        selecting = self._view.selecting
        if not selecting.some:
            selecting.begin(at)
        if selecting.current < 0:
            return
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = self.tr("Copy selection") if selecting.some else self.tr("Copy message")
        menu.addAction(icon("copy"), text, self.copy)
        menu.addAction(self.tr("Select the whole message"), selecting.all)
        menu.popup(self._view.viewport().mapToGlobal(at))
