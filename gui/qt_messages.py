"""Qt's messages go to Python's logs: who says it and how bad it is, never what it quotes.

Qt puts into its warnings whatever it was given: a text of a customer, a path, an address. So only
the function that Qt names at the beginning is kept; the whole is printed when the developer asks
for it with Qt's own `QT_LOGGING_TO_CONSOLE=1`.
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
    """Send Qt's messages to the logs from now on."""
    qInstallMessageHandler(_on_message)


def speaker(text: str) -> str:
    """The function of Qt that a message names at its beginning; "unnamed" where it does not."""
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
