"""Base classes of the pages of the window, and the objects passed to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from gui.actions import Action
from gui.engine.api import Engine
from gui.engine.link import EngineLink
from gui.language import Language
from gui.look.theme import Theme
from gui.notices import Notices
from gui.preferences import Preferences

if TYPE_CHECKING:
    from assistant.contracts import Role


@dataclass(frozen=True, slots=True)
class WindowContext:
    """The objects shared by the parts of one window."""

    engine: Engine
    link: EngineLink
    notices: Notices
    preferences: Preferences
    theme: Theme
    language: Language


class Retranslated(QWidget):
    """A widget whose texts follow the language of the window: `retranslate` sets all of them."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts. Called by the constructor of subclasses and on every language change."""


class Page(Retranslated):
    """A page of the window.

    Attributes:
        name: Identifies the page in the preferences.
        icon: Name of a Lucide icon.
        needs: The minimum role; the page is hidden from lower roles.

    Signals:
        elsewhere: Requests that another page shows one of its items: the name of the page, and an
            id.
    """

    elsewhere = Signal(str, int)

    name: ClassVar[str]
    icon: ClassVar[str]
    needs: ClassVar[Role] = "agent"

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self.setProperty("kind", "page")

    @property
    def itself(self) -> Page:
        """The actual page; a placeholder returns the page it stands for."""
        return self

    def title(self) -> str:
        """Return the title shown in the rail and the palette."""
        raise NotImplementedError

    def shown(self) -> None:
        """Called when the page comes into view; the place to load its data for the first time."""

    def open(self, id_: int) -> None:
        """Show the item with this id, such as a conversation or an entry."""

    def commands(self) -> tuple[Action, ...]:
        """Return the actions of this page for the palette; running one shows the page."""
        return ()

    def kept_clear(self) -> int:
        """Return the height in pixels above the lower edge that notices must not cover."""
        return 0

    def leaving(self) -> bool:
        """Return whether the page may be left; a page with unsaved work asks the user first."""
        return True
