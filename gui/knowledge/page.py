"""The page Knowledge."""

from __future__ import annotations

from gui.page import Page


class KnowledgePage(Page):
    """The page Knowledge."""

    name = "knowledge"
    icon = "book-open"

    def title(self) -> str:
        return self.tr("Knowledge")
