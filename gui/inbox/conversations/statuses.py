"""Display names and colours of conversation statuses."""

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
    """Translates statuses into the language of the window."""

    def name(self, status: ConversationStatus) -> str:
        """Return the display name of a status, one word."""
        return {
            "open": self.tr("open"),
            "waiting": self.tr("waiting"),
            "solved": self.tr("solved"),
        }[status]
