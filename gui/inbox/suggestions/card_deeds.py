"""Actions on a card other than taking it: copy, rate, view the whole text, list equivalents."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.inbox.suggestions.card import SuggestionCard
from gui.inbox.suggestions.same_menu import SameMenu
from gui.inbox.suggestions.usage_reporter import UsageReporter
from gui.page import WindowContext
from gui.widgets.text_viewer import TextViewer


class CardDeeds(QObject):
    """Handles the actions of the cards in one pane.

    Args:
        conversation: Returns the id of the conversation that the cards belong to, None if it is not
            in the store.

    Signals:
        opened: The id of an article.
    """

    opened = Signal(int)

    def __init__(
        self,
        context: WindowContext,
        usage: UsageReporter,
        conversation: Callable[[], int | None],
        pane: QWidget,
    ) -> None:
        super().__init__(pane)
        self._context, self._usage, self._conversation, self._pane = (
            context,
            usage,
            conversation,
            pane,
        )

    def follow(self, card: SuggestionCard) -> None:
        """Connect the signals of a card."""
        card.copied.connect(lambda: self._copy(card))
        card.rated.connect(lambda good, why: self._rate(card, good, why))
        card.whole.connect(lambda: self._view(card))
        card.same.connect(lambda place: self._list_same(card, place))
        card.opened.connect(self.opened)

    def _copy(self, card: SuggestionCard) -> None:
        if card.suggestion is not None:
            QGuiApplication.clipboard().setText(card.suggestion.text)
            self._usage.copied(card.suggestion, self._conversation())
            self._context.notices.tell(self.tr("Copied"))

    def _rate(self, card: SuggestionCard, good: bool, reason: str) -> None:
        if card.suggestion is not None:
            self._usage.rated(card.suggestion, self._conversation(), good=good, reason=reason)

    def _view(self, card: SuggestionCard) -> None:
        if card.suggestion is not None:
            title = self.tr("Suggestion {n}").format(n=card.number)
            TextViewer(title, card.suggestion.text, self._pane).show()

    def _list_same(self, card: SuggestionCard, place: QPoint) -> None:
        if card.source is not None:
            menu = SameMenu(self._context, card.source.same_as, place, self._pane)
            menu.opened.connect(self.opened)
