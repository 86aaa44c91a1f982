"""Files dropped onto a widget, or on whatever in it takes no files itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


def local_files(mime: QMimeData) -> list[Path]:
    """The files of this computer among what is dragged; folders and links are none."""
    if not mime.hasUrls():
        return []
    paths = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]


class DroppedFiles(QObject):
    """Makes a widget, and whatever in it takes no files itself, a place to drop files on.

    Signals:
        dropped: The files (`list[Path]`).
    """

    dropped = Signal(object)

    def __init__(self, on: QWidget) -> None:
        super().__init__(on)
        on.setAcceptDrops(True)
        on.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent):  # a drag's entering and moving are drop events too
            return super().eventFilter(watched, event)
        files = local_files(event.mimeData())
        if not files:
            return super().eventFilter(watched, event)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(files)
        return True
