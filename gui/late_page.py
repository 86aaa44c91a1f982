"""A page that is created on first use, so that the window opens faster."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from gui.actions import Action
from gui.page import Page, WindowContext


class LatePage(Page):
    """Placeholder for the page created by `make`; forwards everything to it."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._made: Page | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def make(self) -> Page:
        """Import the class of the page and create an instance."""
        raise NotImplementedError

    @property
    def itself(self) -> Page:
        if self._made is None:
            self._made = self.make()
            self._made.elsewhere.connect(self.elsewhere)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._made)
            self._made.show()  # explicitly, because the layout would show it only a moment later
        return self._made

    def shown(self) -> None:
        self.itself.shown()

    def open(self, id_: int) -> None:
        self.itself.open(id_)

    def commands(self) -> tuple[Action, ...]:
        return self.itself.commands()

    def kept_clear(self) -> int:
        return self._made.kept_clear() if self._made is not None else 0

    def leaving(self) -> bool:
        return self._made is None or self._made.leaving()
