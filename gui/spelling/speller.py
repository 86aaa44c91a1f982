"""The window's side of the spell check: caches results and talks to the checking process."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal
from shiboken6 import isValid

from gui.spelling.dictionaries import find

ROLE: Final = "check-spelling"
_MAIN: Final = Path(__file__).resolve().parents[2] / "main.py"
_END_MS: Final = 500
_MOST_KNOWN: Final = 20_000
"""Maximum number of cached words; the cache is then cleared."""


class Speller(QObject):
    """Uses one dictionary at a time. The process starts with the first word to check.

    Signals:
        learnt: Results for requested words are available.
        suggested: A word and its corrections (`list[str]`, best first).
    """

    learnt = Signal()
    suggested = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lang = ""
        self._stem: Path | None = None
        self._known: dict[str, bool] = {}
        self._asked: set[str] = set()
        self._process: QProcess | None = None
        self._failed: set[Path] = set()
        self._rest = b""
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def active(self) -> bool:
        """Whether there is a usable dictionary."""
        return self._stem is not None and self._stem not in self._failed

    def use(self, lang: str) -> None:
        """Switch to another language; without a dictionary, nothing is checked."""
        if lang == self.lang:
            return
        self.lang = lang
        stem = find(lang)
        if stem != self._stem:
            self.close()
            self._stem = stem
            self._known.clear()

    def is_unknown(self, word: str) -> bool | None:
        """Return whether the dictionary lacks a word; None if it has not been checked yet."""
        return self._known.get(word)

    def ask(self, words: Iterable[str]) -> None:
        """Check words; `learnt` is emitted when the results are available."""
        new = [word for word in words if word not in self._known and word not in self._asked]
        if new and self.active:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._asked.update(new)
            self._tell({"words": new})

    def suggest(self, word: str) -> None:
        """Request corrections of a word; they are emitted by `suggested`."""
        if self.active:
            self._tell({"word": word})

    def close(self) -> None:
        """End the process; the next request starts it again."""
        process, self._process = self._process, None
        self._asked.clear()
        self._rest = b""
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._on_answers)
        process.finished.disconnect(self._on_ended)
        process.errorOccurred.disconnect(self._on_error)
        _end(process)

    # ------------------------------------------------------------ internals

    def _tell(self, what: dict[str, object]) -> None:
        if self._process is None:
            self._start()
        if self._process is not None:
            self._process.write(json.dumps(what).encode() + b"\n")

    def _start(self) -> None:
        # has no parent, because a child destroyed while running prints a warning
        process = QProcess()
        self.destroyed.connect(partial(_end, process))
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_answers)
        process.finished.connect(self._on_ended)
        process.errorOccurred.connect(self._on_error)
        frozen = getattr(sys, "frozen", False)
        arguments = [ROLE, str(self._stem)] if frozen else [str(_MAIN), ROLE, str(self._stem)]
        self._process = process
        process.start(sys.executable, arguments)

    def _on_answers(self) -> None:
        if self._process is None:
            return
        data = bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            told = json.loads(line)
            if "word" in told:
                self.suggested.emit(told["word"], told["suggestions"])
            else:
                unknown = set(told["unknown"])
                self._known.update({word: word in unknown for word in told["checked"]})
                self._asked.difference_update(told["checked"])
                self.learnt.emit()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # `finished` is not emitted then
            self._on_ended()

    def _on_ended(self) -> None:
        """Disable the dictionary, because it cannot be read or the process died."""
        if self._stem is not None:
            self._failed.add(self._stem)
        self._process = None
        self._asked.clear()
        self.learnt.emit()


def _end(process: QProcess) -> None:
    if isValid(process) and process.state() != QProcess.ProcessState.NotRunning:
        process.kill()
        # it was killed, so this is short and leaves no process behind
        process.waitForFinished(_END_MS)
