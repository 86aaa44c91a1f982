"""Self-test of the window: opens the real one and checks that it is painted and attached.

Runs as a role of its own (`paint-window`) for `replydesk doctor --selftest`: it prints its result
as one line of JSON and exits.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gui.app import compose, dress
from gui.application import bare_application
from gui.engine.address import Locator
from gui.first_paint import FirstPaint
from gui.main_window import MainWindow
from gui.preferences import Preferences

_LONGEST_MS: Final = 60_000
_SETTLED_MS: Final = 400
"""Delay after the engine answered, so that its response is painted."""
_LOOKED_AT: Final = 64
"""Side length in pixels that the screenshot is reduced to before counting colours."""


def prove(home: Path, locator: Locator, picture: str) -> int:
    """Open the window; return 0 if it was painted and attached to its engine.

    Args:
        home: A home whose engine is running.
        locator: Finds the engine.
        picture: Where to save the screenshot; "" for nowhere.
    """
    application = bare_application()
    dress(application)
    preferences = Preferences(home / "window.json")
    window = compose(application, preferences, locator)
    proof = _Proof(application, window)
    window.show()
    application.exec()
    window.context.link.detach()
    image = window.grab().toImage()
    if picture:
        image.save(picture)
    told = proof.told | {
        "colours": colours(image), "width": image.width(), "height": image.height(),
        "platform": QApplication.platformName(),
    }  # fmt: skip
    sys.stdout.write(json.dumps(told) + "\n")
    return 0 if proof.attached and told["colours"] else 1


class _Proof:
    """Records when the window was painted and when its engine answered."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self.told: dict[str, float | int | str] = {
            "painted_at": 0.0, "attached_at": 0.0, "processor_s": 0.0,
        }  # fmt: skip
        self._application = application
        FirstPaint(window).painted.connect(self._on_painted)
        window.context.link.attached.connect(self._on_attached)
        QTimer.singleShot(_LONGEST_MS, application, application.quit)

    @property
    def attached(self) -> bool:
        return bool(self.told["attached_at"])

    def _at(self, what: str) -> None:
        self.told[what] = time.monotonic()

    def _on_painted(self) -> None:
        self._at("painted_at")
        self.told["processor_s"] = time.process_time()  # CPU time, not affected by other programs

    def _on_attached(self) -> None:
        self._at("attached_at")
        QTimer.singleShot(_SETTLED_MS, self._application, self._application.quit)


def colours(image: QImage) -> int:
    """Count the colours in a downscaled copy of the image; an unpainted window has one."""
    small = image.scaled(_LOOKED_AT, _LOOKED_AT)
    return len({small.pixel(x, y) for x in range(_LOOKED_AT) for y in range(_LOOKED_AT)})
