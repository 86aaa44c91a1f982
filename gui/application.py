"""The application of this process, before anything is shown in it: light, so that a second start
can ask the first window with little more than this."""

from __future__ import annotations

import os
import sys
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

_SCALE: Final = "QT_SCALE_FACTOR"


def bare_application(scale: int = 100) -> QApplication:
    """The one application of this process, without fonts and icon."""
    scaled = scale != 100 and _SCALE not in os.environ
    if scaled:
        os.environ[_SCALE] = str(scale / 100)
    QGuiApplication.setDesktopFileName("replydesk")
    application = QApplication(sys.argv[:1])
    if scaled:  # Qt has read it; a window that is started again may have another
        del os.environ[_SCALE]
    application.setApplicationName("Replydesk")
    return application
