"""Tells the engine what was done with cards: each deed once, and none lost while it is away."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject

from assistant import contracts
from gui.engine.problems import UNREACHABLE
from gui.inbox.suggestions.sentences import sentences
from gui.page import Desk

if TYPE_CHECKING:
    from assistant.contracts import FeedbackBody, ProblemDetails, Suggestion

Deed = Literal["copied", "edited", "sent", "up", "down"]
_LONGEST: Final = 200_000
_REMEMBERED: Final = 60
_TELLING: Final = 12
"""A sentence at least this long that stands in a reply was taken, not met by chance."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A card that is in a reply, or may be.

    Attributes:
        suggestion: The card.
        conversation_id: Where the reply is written, if that is in the store.
        asked: Which answer it belongs to: the same entry in a later answer is another card.
    """

    suggestion: Suggestion
    conversation_id: int | None
    asked: int


class Uses(QObject):
    """Of one pane.

    A reply is told to be sent when it was kept, and by then another conversation may be shown:
    what was taken is remembered for each.
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = 0
        self._taken: deque[_Use] = deque(maxlen=_REMEMBERED)
        self._offered: deque[_Use] = deque(maxlen=_REMEMBERED)
        self._told: deque[tuple[_Use, str]] = deque(maxlen=_REMEMBERED)
        self._unsent: list[FeedbackBody] = []
        desk.link.attached.connect(self._send_again)

    def begin(self) -> None:
        """Something else is asked: the cards to come are others."""
        self._asked += 1

    def took(self, suggestion: Suggestion, conversation_id: int | None) -> None:
        """A card went into the composer."""
        self._add(self._taken, suggestion, conversation_id)

    def offered(self, suggestion: Suggestion, conversation_id: int | None) -> None:
        """A card's sentences are offered one by one."""
        self._add(self._offered, suggestion, conversation_id)

    def sent(self, text: str, conversation_id: int | None) -> None:
        """A reply went out."""
        used = [use for use in self._taken if use.conversation_id == conversation_id]
        used += [
            use
            for use in self._offered
            if use.conversation_id == conversation_id
            and use not in used
            and _speaks(text, use.suggestion)
        ]
        for use in used:
            same = use.suggestion.text.strip() == text.strip()
            self._tell(use, "sent" if same else "edited", final_text=text)
            if use in self._taken:
                self._taken.remove(use)

    def copied(self, suggestion: Suggestion, conversation_id: int | None) -> None:
        """A card's text was put on the clipboard."""
        use = _Use(suggestion, conversation_id, self._asked)
        self._tell(use, "copied", final_text=suggestion.text)

    def rated(
        self, suggestion: Suggestion, conversation_id: int | None, *, good: bool, reason: str = ""
    ) -> None:
        """A thumb went up or down."""
        use = _Use(suggestion, conversation_id, self._asked)
        self._tell(use, "up" if good else "down", reason=reason)

    def _add(self, uses: deque[_Use], suggestion: Suggestion, conversation_id: int | None) -> None:
        use = _Use(suggestion, conversation_id, self._asked)
        if use not in uses:
            uses.append(use)

    def _tell(self, use: _Use, deed: Deed, *, final_text: str = "", reason: str = "") -> None:
        # sent as it is and sent changed are one deed; a thumb may change its mind
        kind = "sent" if deed == "edited" else deed
        if (use, kind) in self._told:
            return
        self._told.append((use, kind))
        other = (use, {"up": "down", "down": "up"}.get(deed, ""))
        if other in self._told:
            self._told.remove(other)
        sources = use.suggestion.sources
        self._send(
            contracts.FeedbackBody(
                action=deed,
                conversation_id=use.conversation_id,
                article_id=sources[0].id if sources else None,
                suggestion=use.suggestion,
                final_text=final_text[:_LONGEST],
                reason=reason[:2000],
            )
        )

    def _send(self, body: FeedbackBody) -> None:
        def refused(problem: ProblemDetails) -> None:
            if problem.code == UNREACHABLE and not problem.status:
                self._unsent.append(body)
            else:
                self._desk.notices.problem(problem)

        self._desk.engine.tell(body, self).failed.connect(refused)

    def _send_again(self) -> None:
        unsent, self._unsent = self._unsent, []
        for body in unsent:
            self._send(body)


def _speaks(text: str, suggestion: Suggestion) -> bool:
    """Whether a reply has a telling sentence of a card."""
    return any(
        len(sentence.strip()) >= _TELLING and sentence.strip() in text
        for sentence in sentences(suggestion.text)
    )
