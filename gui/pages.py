"""The pages of the window, in the order of the rail. One that does not exist is not shown."""

from __future__ import annotations

from typing import Final

from gui.inbox.page import InboxPage
from gui.knowledge.page import KnowledgePage
from gui.page import Page
from gui.settings.page import SettingsPage

PAGES: Final[tuple[type[Page], ...]] = (InboxPage, KnowledgePage, SettingsPage)
