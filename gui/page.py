"""What every page of the window is, and what it is given."""

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
class Desk:
    """What the parts of one window share."""

    engine: Engine
    link: EngineLink
    notices: Notices
    preferences: Preferences
    theme: Theme
    language: Language


class Retranslated(QWidget):
    """A widget whose texts change with the language: `retranslate` sets them all."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text. Called by the constructor of each class that has some, and later."""


class Page(Retranslated):
    """A page of the window.

    Attributes:
        name: Names it in the preferences.
        icon: Lucide's name.
        needs: The role it is for; others do not see it.

    Signals:
        elsewhere: Another page should come into view with one of its things: its name, an id.
    """

    elsewhere = Signal(str, int)

    name: ClassVar[str]
    icon: ClassVar[str]
    needs: ClassVar[Role] = "agent"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("kind", "page")

    @property
    def itself(self) -> Page:
        """The page; a page that is made late gives the one it stands for."""
        return self

    def title(self) -> str:
        """What the rail and the palette call it."""
        raise NotImplementedError

    def shown(self) -> None:
        """The page comes into view: the place to read what it shows for the first time."""

    def open(self, id_: int) -> None:
        """Show one of the page's things: the conversation or the entry of this id."""

    def offers(self) -> tuple[Action, ...]:
        """What can be done on this page, for the palette; running one brings the page into view."""
        return ()

    def kept_clear(self) -> int:
        """How many pixels above its lower edge no notice may cover."""
        return 0

    def leaving(self) -> bool:
        """Whether it may be left; a page with unsaved work asks first."""
        return True
