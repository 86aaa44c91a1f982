"""Routes Qt messages to the Python logs: the source and the severity, but not the content.

Warnings of Qt may quote anything passed to it: customer text, a path, an address. Therefore only
the function name at the beginning of a message is kept. Developers can have the full message
printed with Qt's own `QT_LOGGING_TO_CONSOLE=1`.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_SPEAKER: Final = re.compile(r"Q[A-Z][A-Za-z]{1,40}(::~?[A-Za-z]{1,40}){0,2}(?=[\s:(])")
_CATEGORY: Final = re.compile(r"[a-z][a-z0-9.]{0,60}")
_LOG: Final = logging.getLogger("qt")


def install() -> None:
    """Route Qt messages to the logs from now on."""
    qInstallMessageHandler(_on_message)


def speaker(text: str) -> str:
    """Return the Qt function named at the beginning of a message; "unnamed" if there is none."""
    found = _SPEAKER.match(text)
    return found.group() if found else "unnamed"


def _on_message(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    level = _LEVELS.get(kind, logging.WARNING)
    category = context.category or ""
    _LOG.log(
        level,
        "Qt says something",
        extra={
            "kind": category if _CATEGORY.fullmatch(category) else "default",
            "code": speaker(text or ""),
        },
    )
    if os.environ.get("QT_LOGGING_TO_CONSOLE") == "1":
        sys.stderr.write(f"{category}: {text}\n")
