"""A window's process on a real X server, driven by lines; run by `test_clipboard`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QGuiApplication

from assistant.client.locator import HomeLocator
from assistant.paths import Home
from gui.app import compose, make_application
from gui.preferences import Preferences
from gui.shell import Shell


def main(home: Home, seconds: float) -> None:
    """Print what the copilot does, as JSON lines, until the time is over."""
    preferences = Preferences(home.root / "window.json")
    preferences.change(clipboard_copilot=True, welcomed=True)
    application = make_application()
    window = compose(application, preferences, HomeLocator(home))
    shell = Shell(window)
    window.show()
    watcher = shell.copilot._watcher
    beat = _Heartbeat()
    ready = []

    def look() -> None:
        if watcher.ready and window.context.link.state.usable and not ready:
            ready.append(True)
            beat.worst = 0
            tell(event="ready", platform=QGuiApplication.platformName())
        popup = shell.copilot._popup
        cards = [card.suggestion for card in popup._cards if card.suggestion] if popup else []
        if popup is not None and popup.isVisible() and cards:
            tell(event="cards", texts=[card.text for card in cards])
            popup.hide()
        order = home.root / "order"
        if order.exists():
            wanted = order.read_text()
            order.unlink()
            if wanted == "beat":
                tell(event="beat", worst=beat.worst)
                beat.worst = 0
            elif wanted == "ask":
                shell.copilot.answer_clipboard()
                tell(event="ask")
            elif wanted == "copy":
                for _ in range(2):
                    QGuiApplication.clipboard().setText("Where is my refund?")
                    time.sleep(0.2)
                    application.processEvents()
                tell(event="copied ourselves")

    looking = QTimer()
    looking.timeout.connect(look)
    looking.start(50)
    QTimer.singleShot(round(seconds * 1000), application.quit)
    watcher.copied_twice.connect(lambda text: tell(event="twice", text=text))
    application.exec()
    shell.close()
    while shell.copilot.ending:
        application.processEvents()
    window.context.link.detach()


class _Heartbeat:
    """How long the event loop stood still, at worst."""

    def __init__(self) -> None:
        self.worst = 0
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self) -> None:
        self.worst = max(self.worst, self._clock.restart())


def tell(**what: object) -> None:
    """One line for the test."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Home(Path(sys.argv[1])), float(sys.argv[2]))
