"""The page Settings."""

from __future__ import annotations

from gui.page import Page


class SettingsPage(Page):
    """The page Settings."""

    name = "settings"
    icon = "settings"

    def title(self) -> str:
        return self.tr("Settings")
