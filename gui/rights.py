"""Which pages the role of who is here opens. The engine guards what they show; a page that would
only say so is not offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from assistant.contracts import Me, Role
    from gui.page import Desk, Page

_ORDER: Final = ("agent", "lead", "administrator")


class Rights(QObject):
    """The role is asked for whenever an engine is attached.

    Until it is known, whoever works on the engine of this computer may see everything, as its
    owner does; at a company's server one is an agent.

    Signals:
        changed: The role is another one.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.role: Role = "agent" if desk.preferences.now.server else "administrator"
        desk.link.attached.connect(self._ask)

    def opens(self, page: Page) -> bool:
        """Whether the role is enough for a page."""
        return _ORDER.index(self.role) >= _ORDER.index(page.needs)

    def _ask(self) -> None:
        self._desk.engine.me(self).then(self._on_me)

    def _on_me(self, me: Me) -> None:
        if me.role != self.role:
            self.role = me.role
            self.changed.emit()
