"""Faults of the window: caught, written down without anybody's words, and told.

An exception in a slot ends neither the window nor goes by unheard: its type and place go into a
report in the home's logs, together with the versions and the names of the last actions. Its
message is left out, and so are all values: they may be a customer's words. What ends the process
itself (a crash in native code) is written by `faulthandler` and told at the next start.
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
"""Reports; the oldest are removed."""
_FRAMES: Final = 12
_QUIET_MS: Final = 10_000
"""The same fault is told once in this time: one while painting comes with every frame."""
_SAID: Final = "This report holds no message, no value and no text of anybody: places and names."

Place = tuple[str, str]


class Faults(QObject):
    """Hears the exceptions that nobody caught.

    Signals:
        happened: The text of a report, after it was written.
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
        """What `faulthandler` wrote when the window ended the last time; empty if it did not."""

    def install(self) -> None:
        """Hear everything from now on."""
        sys.excepthook = self.hear
        with contextlib.suppress(OSError):  # a full disk takes the file, not the window
            self._logs.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = self._logs / "window-crash.txt"
            self.before = _taken(file)
            self._native = file.open("wb")
            faulthandler.enable(self._native)

    def remove(self) -> None:
        """Hear nothing more; a crash file that stayed empty goes."""
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
        """What Python calls with an exception that nobody caught."""
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
        # not now: it may have come while something is painted
        QTimer.singleShot(0, self, lambda: self.happened.emit(text))

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._logs.mkdir(parents=True, exist_ok=True, mode=0o700)
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            (self._logs / f"window-fault-{moment}.json").write_text(text, encoding="utf-8")
            for old in sorted(self._logs.glob("window-fault-*.json"))[:-_KEPT]:
                old.unlink()


def report(kind: type[BaseException], error: BaseException, places: list[str]) -> str:
    """The report as JSON for people."""
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
    """Of everything a fault may hang on."""
    import platform  # late: this and the next take as long as a page of the window
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
    """Module, line and function, the innermost last; never a line of source nor a folder."""
    found = []
    for frame, line in traceback.walk_tb(trace):
        module = str(frame.f_globals.get("__name__", "?"))
        found.append(f"{module}:{line} in {frame.f_code.co_name}")
    return found[-_FRAMES:]


def _code(error: BaseException) -> str | None:
    code = getattr(error, "code", None)
    return code if isinstance(code, str) and code.isascii() and len(code) <= 80 else None


def _taken(file: Path) -> str:
    """What a crash left in its file, kept under another name; empty where there is none."""
    if not file.exists():
        return ""
    text = file.read_text(encoding="utf-8", errors="replace")
    if text:
        file.replace(file.with_name("window-crash-last.txt"))
    return text
