"""Cards to select the kind of training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from gui.engine.wording import in_words
from gui.page import Retranslated
from gui.training import words
from gui.widgets.labels import label, restyle

if TYPE_CHECKING:
    from assistant.contracts.training import RecipeInfo

_ACROSS: Final = 2
_HEIGHT: Final = 92
_WIDE_HEIGHT: Final = 64


class KindCards(Retranslated):
    """An exclusive selection of cards.

    Signals:
        chosen: The `RecipeInfo` of the selected card.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, KindCard] = {}
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)

    def show_recipes(self, recipes: list[RecipeInfo]) -> None:
        """Show a card per recipe and select the first that is available."""
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.deleteLater()
        self.cards = {}
        for at, recipe in enumerate(recipes):
            card = KindCard(recipe)
            card.toggled.connect(lambda on, card=card: self._on_toggled(card, on))
            self._group.addButton(card)
            row, column = divmod(at, _ACROSS)
            alone = at == len(recipes) - 1 and not column
            self._grid.addWidget(card, row, column, 1, _ACROSS if alone else 1)
            # the size hint of a button covers only one line of text
            self._grid.setRowMinimumHeight(row, _WIDE_HEIGHT if alone else _HEIGHT)
            self.cards[recipe.kind] = card
        first = next((card for card in self.cards.values() if card.isEnabled()), None)
        if first is not None:
            first.setChecked(True)

    def _on_toggled(self, card: KindCard, on: bool) -> None:
        restyle(card, "chosen", "true" if on else "false")
        if on:
            self.chosen.emit(card.recipe)

    def retranslate(self) -> None:
        for card in self.cards.values():
            card.retranslate()


class KindCard(QPushButton):
    """Card of one kind: its name and what it improves, or why it is not available here."""

    def __init__(self, recipe: RecipeInfo) -> None:
        super().__init__()
        self.recipe = recipe
        self.setProperty("kind", "choice")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setEnabled(recipe.available)
        self._title, self._text = label("", "heading"), label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addStretch()
        for shown in (self._title, self._text):
            _passes_clicks(shown)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts."""
        recipe = self.recipe
        self._title.setText(words.kinds()[recipe.kind])
        plain = words.kind_texts().get(recipe.kind, recipe.text)
        self._text.setText(plain if recipe.available else in_words(recipe.why_not))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._text.text())


def _passes_clicks(shown: QLabel) -> None:
    shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    shown.setForegroundRole(QPalette.ColorRole.WindowText)
