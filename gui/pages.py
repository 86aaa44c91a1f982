"""The pages of the window, in the order of the rail."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from gui.inbox.page import InboxPage
from gui.late_page import LatePage
from gui.page import Page


class LateKnowledge(LatePage):
    """The Knowledge page, created late because it would take a tenth of the start time."""

    name = "knowledge"
    icon = "book-open"

    def title(self) -> str:
        return QCoreApplication.translate("KnowledgePage", "Knowledge")

    def make(self) -> Page:
        from gui.knowledge.page import KnowledgePage

        return KnowledgePage(self.context)


class LateTraining(LatePage):
    """The Training page, for team leads."""

    name = "training"
    icon = "graduation-cap"
    needs = "lead"

    def title(self) -> str:
        return QCoreApplication.translate("TrainingPage", "Training")

    def make(self) -> Page:
        from gui.training.page import TrainingPage

        return TrainingPage(self.context)


class LateSettings(LatePage):
    """The Settings page."""

    name = "settings"
    icon = "settings"

    def title(self) -> str:
        return QCoreApplication.translate("SettingsPage", "Settings")

    def make(self) -> Page:
        from gui.settings.page import SettingsPage

        return SettingsPage(self.context)


PAGES: Final[tuple[type[Page], ...]] = (InboxPage, LateKnowledge, LateTraining, LateSettings)
