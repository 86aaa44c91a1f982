"""Menu of the entries equivalent to a card; choosing one opens it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from gui.page import WindowContext
from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import Article

_MOST: Final = 12
_LONGEST: Final = 70
_PATIENCE_MS: Final = 300


class SameMenu(QMenu):
    """Loads the entries, then shows itself; deletes itself when closed.

    Signals:
        opened: The id of an article.
    """

    opened = Signal(int)

    def __init__(
        self, context: WindowContext, ids: Sequence[int], place: QPoint, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._articles: dict[int, Article] = {}
        self._ids = list(ids)[:_MOST]
        self._left = len(self._ids)
        self.aboutToHide.connect(self.deleteLater)
        self._waiting = self.addAction(self.tr("Reading…"))
        self._waiting.setEnabled(False)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self.popup(place))
        self._patience.start(_PATIENCE_MS)
        for id_ in self._ids:
            call = context.engine.article(id_, self)
            call.then(self._on_article, lambda _: self._count())

    def _on_article(self, article: Article) -> None:
        self._articles[article.id] = article
        self._count()

    def _count(self) -> None:
        self._left -= 1
        if self._left:
            return
        self._patience.stop()
        self.removeAction(self._waiting)
        for id_ in self._ids:
            if id_ in self._articles:
                action = self.addAction(_named(self._articles[id_]))
                action.triggered.connect(lambda _=False, id_=id_: self.opened.emit(id_))
        if self.isEmpty():
            self.addAction(self.tr("They no longer exist")).setEnabled(False)
        self.popup(self._place)


def _named(article: Article) -> str:
    name = article.questions[0] if article.questions else article.title or article.answer
    line = one_line(name)
    shown = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return shown.replace("&", "&&")
