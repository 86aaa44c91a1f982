"""The application of this process, before anything is shown in it: light, so that a second start
can ask the first window with little more than this."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

_SCALE: Final = "QT_SCALE_FACTOR"


class Application(QApplication):
    """The application.

    Signals:
        files_given: Files (`list[Path]`) to open: macOS hands them over this way, also to a
            program that runs, instead of starting it with them.
    """

    files_given = Signal(object)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.url().isLocalFile():
            self.files_given.emit([Path(event.file())])
            return True
        return super().event(event)


def bare_application(scale: int = 100) -> Application:
    """The one application of this process, without fonts and icon."""
    scaled = scale != 100 and _SCALE not in os.environ
    if scaled:
        os.environ[_SCALE] = str(scale / 100)
    QGuiApplication.setDesktopFileName("replydesk")
    application = Application(sys.argv[:1])
    if scaled:  # Qt has read it; a window that is started again may have another
        del os.environ[_SCALE]
    application.setApplicationName("Replydesk")
    return application
