"""The one way to tell the user something: a line at the bottom that goes away, or stays.

What went wrong says what was expected, what was found and what to do, and its code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Signal

from gui.engine.wording import told_here

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails

Tone = Literal["info", "good", "warn", "bad"]

SHORT_MS: Final = 4_000
UNDO_MS: Final = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to be told.

    Attributes:
        text: Plain text.
        tone: Its colour.
        action: Text of a button, if there is something to do about it at once.
        act: What that button does.
        stays_ms: How long it is shown; 0 until it is closed.
        code: Of an error, to be searched for.
        gone: Called when it went away without `act`: the moment to do what could be undone.
    """

    text: str
    tone: Tone = "info"
    action: str = ""
    act: Callable[[], None] | None = None
    stays_ms: int = SHORT_MS
    code: str = ""
    gone: Callable[[], None] | None = None


class Notices(QObject):
    """Where notices go; the window shows them.

    Signals:
        told: A `Notice`.
    """

    told = Signal(object)

    def tell(self, text: str, tone: Tone = "info") -> None:
        """Say something that needs no answer."""
        self.told.emit(Notice(text=text, tone=tone))

    def problem(self, problem: ProblemDetails) -> None:
        """Say what went wrong and what to do; stays until it is closed."""
        self.told.emit(Notice(text=told(problem), tone="bad", stays_ms=0, code=problem.code))

    def undoable(
        self, text: str, action: str, undo: Callable[[], None], do: Callable[[], None]
    ) -> None:
        """Say that something will be done, unless it is undone while this is shown."""
        self.told.emit(Notice(text=text, action=action, act=undo, gone=do, stays_ms=UNDO_MS))


def told(problem: ProblemDetails) -> str:
    """A problem in two sentences: what happened, what to do."""
    said = told_here(problem)
    what = said.detail or said.title
    remedy = said.remedy
    return f"{what}\n{remedy}" if remedy and remedy not in what else what
