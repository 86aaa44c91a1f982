"""Which pages the user's role allows. The engine enforces access; this only hides pages that would
be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from assistant.contracts import Me, Role
    from gui.page import Page, WindowContext

_ORDER: Final = ("agent", "lead", "administrator")


class Rights(QObject):
    """Requests the role whenever an engine is attached.

    Until the role is known, a user of the local engine is treated as its administrator, and a user
    of a company server as an agent.

    Signals:
        changed: The role has changed.
    """

    changed = Signal()

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.role: Role = "agent" if context.preferences.now.server else "administrator"
        context.link.attached.connect(self._ask)

    def opens(self, page: Page) -> bool:
        """Return whether the role is sufficient for a page."""
        return _ORDER.index(self.role) >= _ORDER.index(page.needs)

    def _ask(self) -> None:
        self._context.engine.me(self).then(self._on_me)

    def _on_me(self, me: Me) -> None:
        if me.role != self.role:
            self.role = me.role
            self.changed.emit()
