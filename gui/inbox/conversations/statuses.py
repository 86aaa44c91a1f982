"""What a conversation's status is called, and its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from assistant.contracts import ConversationStatus


TONES: Final[dict[ConversationStatus, str]] = {
    "open": "accent",
    "waiting": "warn",
    "solved": "good",
}
STATUSES: Final[tuple[ConversationStatus, ...]] = ("open", "waiting", "solved")


class Statuses(QObject):
    """Names statuses in the window's language."""

    def name(self, status: ConversationStatus) -> str:
        """One word."""
        return {
            "open": self.tr("open"),
            "waiting": self.tr("waiting"),
            "solved": self.tr("solved"),
        }[status]
