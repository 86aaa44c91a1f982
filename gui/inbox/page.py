"""The page Inbox."""

from __future__ import annotations

from gui.page import Page


class InboxPage(Page):
    """The page Inbox."""

    name = "inbox"
    icon = "inbox"

    def title(self) -> str:
        return self.tr("Inbox")
