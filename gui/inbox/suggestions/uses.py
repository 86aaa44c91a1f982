"""Tells the engine what was done with cards: each deed once, and none lost while it is away."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QObject

from assistant.contracts import FeedbackBody, ProblemDetails, Suggestion
from gui.engine.problems import UNREACHABLE
from gui.inbox.suggestions.sentences import sentences
from gui.inbox.suggestions.taken import Taken
from gui.page import Desk

Deed = Literal["copied", "edited", "sent", "up", "down"]
_LONGEST: Final = 200_000
_TELLING: Final = 12
"""A sentence at least this long that stands in a reply was taken, not met by chance."""


class Uses(QObject):
    """Of one conversation at a time."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._taken: list[Taken] = []
        self._told: set[tuple[str, str]] = set()
        self._unsent: list[FeedbackBody] = []
        desk.link.attached.connect(self._send_again)

    def forget(self) -> None:
        """Another conversation begins."""
        self._taken.clear()
        self._told.clear()

    def took(self, taken: Taken) -> None:
        """A card went into the composer."""
        if taken not in self._taken:
            self._taken.append(taken)

    def sent(self, text: str, conversation_id: int | None, offered: Suggestion | None) -> None:
        """A reply went out.

        Args:
            text: The reply.
            conversation_id: Where, if it is in the store.
            offered: The card whose sentences were offered one by one.
        """
        used = [taken.suggestion for taken in self._taken]
        if offered is not None and offered not in used and _speaks(text, offered):
            used.append(offered)
        for suggestion in used:
            same = suggestion.text.strip() == text.strip()
            self._tell(suggestion, "sent" if same else "edited", conversation_id, final_text=text)
        self._taken.clear()

    def copied(self, suggestion: Suggestion, conversation_id: int | None) -> None:
        """A card's text was put on the clipboard."""
        self._tell(suggestion, "copied", conversation_id, final_text=suggestion.text)

    def rated(
        self, suggestion: Suggestion, conversation_id: int | None, *, good: bool, reason: str = ""
    ) -> None:
        """A thumb went up or down."""
        self._tell(suggestion, "up" if good else "down", conversation_id, reason=reason)

    def _tell(
        self,
        suggestion: Suggestion,
        deed: Deed,
        conversation_id: int | None,
        *,
        final_text: str = "",
        reason: str = "",
    ) -> None:
        # sent as it is and sent changed are one deed; a thumb may change its mind
        kind = "sent" if deed == "edited" else deed
        key = (suggestion.model_dump_json(), kind)
        if key in self._told:
            return
        self._told.add(key)
        self._told.discard((key[0], {"up": "down", "down": "up"}.get(deed, "")))
        self._send(
            FeedbackBody(
                action=deed,
                conversation_id=conversation_id,
                article_id=suggestion.sources[0].id if suggestion.sources else None,
                suggestion=suggestion,
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
