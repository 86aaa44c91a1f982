"""Notices: short messages at the bottom of the window, the only channel for messages to the user.

A notice of an error says what was expected, what was found and what to do, and shows the error
code.
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
    """A message to the user.

    Attributes:
        text: Plain text.
        tone: Determines the colour.
        action: Label of a button, if the user can do something about it right away.
        act: Called when the button is clicked.
        stays_ms: Time until the notice closes itself; 0 keeps it until the user closes it.
        code: Error code, which the user can search for.
        gone: Called when the notice closes without `act`; performs an operation that could be
            undone until then.
    """

    text: str
    tone: Tone = "info"
    action: str = ""
    act: Callable[[], None] | None = None
    stays_ms: int = SHORT_MS
    code: str = ""
    gone: Callable[[], None] | None = None


class Notices(QObject):
    """Emits notices, which the window displays.

    Signals:
        told: A `Notice`.
    """

    told = Signal(object)

    def tell(self, text: str, tone: Tone = "info") -> None:
        """Show a message that requires no response."""
        self.told.emit(Notice(text=text, tone=tone))

    def problem(self, problem: ProblemDetails) -> None:
        """Show what went wrong and what to do; the notice stays until it is closed."""
        self.told.emit(Notice(text=told(problem), tone="bad", stays_ms=0, code=problem.code))

    def undoable(
        self, text: str, action: str, undo: Callable[[], None], do: Callable[[], None]
    ) -> None:
        """Announce an operation, performed when the notice closes unless the user undoes it."""
        self.told.emit(Notice(text=text, action=action, act=undo, gone=do, stays_ms=UNDO_MS))


def told(problem: ProblemDetails) -> str:
    """Return the problem as text: what happened and what to do."""
    said = told_here(problem)
    what = said.detail or said.title
    remedy = said.remedy
    return f"{what}\n{remedy}" if remedy and remedy not in what else what
