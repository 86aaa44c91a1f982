"""Creates the application object before anything is displayed. Kept lightweight, because a second
start needs little more than this to contact the first window."""

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
    """The `QApplication` of the window process.

    Signals:
        files_given: Files (`list[Path]`) to open. macOS delivers them through an event, also to a
            running program, instead of passing them on the command line.
    """

    files_given = Signal(object)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.url().isLocalFile():
            self.files_given.emit([Path(event.file())])
            return True
        return super().event(event)


def bare_application(scale: int = 100) -> Application:
    """Create the only application object of this process, without fonts and icon."""
    scaled = scale != 100 and _SCALE not in os.environ
    if scaled:
        os.environ[_SCALE] = str(scale / 100)
    QGuiApplication.setDesktopFileName("replydesk")
    application = Application(sys.argv[:1])
    if scaled:  # Qt has read it by now; a window restarted from here may use another scale
        del os.environ[_SCALE]
    application.setApplicationName("Replydesk")
    return application
