"""Reports the use of suggestions to the engine: each action once, and also after it was away."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject

from assistant import contracts
from gui.engine.problems import UNREACHABLE
from gui.inbox.suggestions.sentences import sentences
from gui.page import WindowContext

if TYPE_CHECKING:
    from assistant.contracts import FeedbackBody, ProblemDetails, Suggestion

Deed = Literal["copied", "edited", "sent", "up", "down"]
_LONGEST: Final = 200_000
_REMEMBERED: Final = 60
_TELLING: Final = 12
"""A sentence of at least this length in a reply was taken from a card, not written by chance."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A card that was or may have been used in a reply.

    Attributes:
        suggestion: The card.
        conversation_id: The conversation of the reply, if it is in the store.
        asked: Number of the request; the same entry in a later answer is a different card.
    """

    suggestion: Suggestion
    conversation_id: int | None
    asked: int


class UsageReporter(QObject):
    """Tracks the use of the cards in one pane.

    A reply is reported as sent after it was stored. Another conversation may be in view by then, so
    the cards taken are remembered per conversation.
    """

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._taken: deque[_Use] = deque(maxlen=_REMEMBERED)
        self._offered: deque[_Use] = deque(maxlen=_REMEMBERED)
        self._told: deque[tuple[_Use, str]] = deque(maxlen=_REMEMBERED)
        self._unsent: list[FeedbackBody] = []
        context.link.attached.connect(self._send_again)

    def begin(self) -> None:
        """Start a new request, whose cards are different ones."""
        self._asked += 1

    def took(self, suggestion: Suggestion, conversation_id: int | None) -> None:
        """Record that a card was inserted into the composer."""
        self._add(self._taken, suggestion, conversation_id)

    def offered(self, suggestion: Suggestion, conversation_id: int | None) -> None:
        """Record that the sentences of a card are offered one by one."""
        self._add(self._offered, suggestion, conversation_id)

    def sent(self, text: str, conversation_id: int | None) -> None:
        """Report the cards used in a reply that was sent."""
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
        """Report that the text of a card was copied to the clipboard."""
        use = _Use(suggestion, conversation_id, self._asked)
        self._tell(use, "copied", final_text=suggestion.text)

    def rated(
        self, suggestion: Suggestion, conversation_id: int | None, *, good: bool, reason: str = ""
    ) -> None:
        """Report a rating."""
        use = _Use(suggestion, conversation_id, self._asked)
        self._tell(use, "up" if good else "down", reason=reason)

    def _add(self, uses: deque[_Use], suggestion: Suggestion, conversation_id: int | None) -> None:
        use = _Use(suggestion, conversation_id, self._asked)
        if use not in uses:
            uses.append(use)

    def _tell(self, use: _Use, deed: Deed, *, final_text: str = "", reason: str = "") -> None:
        # "sent" and "edited" count as one action; a rating can be changed
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
                self._context.notices.problem(problem)

        self._context.engine.tell(body, self).failed.connect(refused)

    def _send_again(self) -> None:
        unsent, self._unsent = self._unsent, []
        for body in unsent:
            self._send(body)


def _speaks(text: str, suggestion: Suggestion) -> bool:
    """Return whether a reply contains a distinctive sentence of a card."""
    return any(
        len(sentence.strip()) >= _TELLING and sentence.strip() in text
        for sentence in sentences(suggestion.text)
    )
