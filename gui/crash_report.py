"""Catches uncaught exceptions of the window, logs them without customer text and reports them.

An exception in a slot neither ends the window nor goes unnoticed: its type and location are written
to a report in the logs folder of the home, together with the versions and the names of the last
actions. The message and all values are left out, because they may contain customer text. Crashes in
native code, which end the process, are written by `faulthandler` and reported at the next start.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, qVersion
from PySide6.QtWidgets import QApplication

from gui.actions import trail

_KEPT: Final = 20
"""Number of reports to keep; older ones are deleted."""
_FRAMES: Final = 12
_QUIET_MS: Final = 10_000
"""A repeated fault is reported once within this time; a fault in painting recurs in every frame."""
_SAID: Final = "This report holds no message, no value and no text of anybody: places and names."

Place = tuple[str, str]


class Faults(QObject):
    """Handles uncaught exceptions.

    Signals:
        happened: The text of a report, emitted after it was written.
    """

    happened = Signal(str)

    def __init__(self, logs: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._logs = logs
        self._told: dict[Place, int] = {}
        self._clock = QElapsedTimer()
        self._clock.start()
        self._native: IO[bytes] | None = None
        self.before = ""
        """What `faulthandler` wrote when the previous window crashed; empty if it did not crash."""

    def install(self) -> None:
        """Install the exception hook and enable `faulthandler`."""
        sys.excepthook = self.hear
        with contextlib.suppress(OSError):  # a full disk must not prevent the window from opening
            self._logs.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = self._logs / "window-crash.txt"
            self.before = _taken(file)
            self._native = file.open("wb")
            faulthandler.enable(self._native)

    def remove(self) -> None:
        """Uninstall the hooks and delete the crash file of this process."""
        sys.excepthook = sys.__excepthook__
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None
            with contextlib.suppress(OSError):
                (self._logs / "window-crash.txt").unlink()

    def hear(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Handle an uncaught exception; installed as `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            QApplication.quit()
            return
        places = _places(trace)
        place = (kind.__name__, places[-1] if places else "")
        now = self._clock.elapsed()
        if now - self._told.get(place, -_QUIET_MS) < _QUIET_MS:
            return
        self._told[place] = now
        text = report(kind, error, places)
        logging.getLogger("replydesk.window").error(
            "a fault in the window", extra={"kind": kind.__name__, "code": _code(error)}
        )
        self._write(text)
        sys.stderr.write(text + "\n")
        # deferred, because the exception may have been raised during painting
        QTimer.singleShot(0, self, lambda: self.happened.emit(text))

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._logs.mkdir(parents=True, exist_ok=True, mode=0o700)
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            (self._logs / f"window-fault-{moment}.json").write_text(text, encoding="utf-8")
            for old in sorted(self._logs.glob("window-fault-*.json"))[:-_KEPT]:
                old.unlink()


def report(kind: type[BaseException], error: BaseException, places: list[str]) -> str:
    """Return the report as indented JSON."""
    causes: list[str] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(causes) < _FRAMES:
        causes.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    told = {
        "about": _SAID,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "error": kind.__name__,
        "code": _code(error),
        "after": causes,
        "places": places,
        "actions": list(trail),
        "versions": versions(),
    }
    return json.dumps(told, indent=1, ensure_ascii=False)


def versions() -> dict[str, str]:
    """Return the versions of everything that a fault may depend on."""
    # imported late: this and the next import take as long as creating a page of the window
    import platform
    from importlib.metadata import PackageNotFoundError, version

    try:
        ours = version("replydesk")
    except PackageNotFoundError:
        ours = ""
    return {
        "replydesk": ours,
        "python": platform.python_version(),
        "qt": qVersion(),
        "platform": QApplication.platformName() if QApplication.instance() else "",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def _places(trace: TracebackType | None) -> list[str]:
    """Return module, line and function of each frame, innermost last; no source lines, no paths."""
    found = []
    for frame, line in traceback.walk_tb(trace):
        module = str(frame.f_globals.get("__name__", "?"))
        found.append(f"{module}:{line} in {frame.f_code.co_name}")
    return found[-_FRAMES:]


def _code(error: BaseException) -> str | None:
    code = getattr(error, "code", None)
    return code if isinstance(code, str) and code.isascii() and len(code) <= 80 else None


def _taken(file: Path) -> str:
    """Return the text that a crash left in `file` and rename the file; empty if there is none."""
    if not file.exists():
        return ""
    text = file.read_text(encoding="utf-8", errors="replace")
    if text:
        file.replace(file.with_name("window-crash-last.txt"))
    return text
