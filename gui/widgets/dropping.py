"""Accepts files dropped on a widget or on those of its children that accept no files themselves."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


def local_files(mime: QMimeData) -> list[Path]:
    """Return the local files in dragged data, without folders and web links."""
    if not mime.hasUrls():
        return []
    paths = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]


class DroppedFiles(QObject):
    """Makes a widget a drop target for files, including children that accept no files themselves.

    Signals:
        dropped: The files (`list[Path]`).
    """

    dropped = Signal(object)

    def __init__(self, on: QWidget) -> None:
        super().__init__(on)
        on.setAcceptDrops(True)
        on.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent):  # drag enter and move events are subclasses
            return super().eventFilter(watched, event)
        files = local_files(event.mimeData())
        if not files:
            return super().eventFilter(watched, event)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(files)
        return True
