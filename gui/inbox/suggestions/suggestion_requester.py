"""Requests suggestions for one conversation, again when necessary, and drops outdated answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gui.engine.link import LinkState
from gui.engine.problems import UNREACHABLE
from gui.inbox.suggestions.answer_stream import AnswerStream, ReceivedAnswer
from gui.page import WindowContext

if TYPE_CHECKING:
    from assistant.contracts import SuggestionRequest

_LOOKING_MS: Final = 300
_SLOW_MS: Final = 2_000
_RECHECK_MS: Final = 1_500
"""Throttles checks, because importing a large file changes many entries per second."""
_ARTICLES: Final = frozenset({"articles", "*"})


class SuggestionRequester(QObject):
    """Keeps one request at a time.

    Attributes:
        request: The current request, if any.
        answered: The answer, once it can be displayed.

    Signals:
        changed: `answered` has changed.
        looking: The answer takes noticeably long.
        slow: The answer takes so long that the user may want to cancel.
        away: There is no engine; the request is sent as soon as there is one.
        outdated: The knowledge base would give a different answer now.
    """

    changed = Signal()
    looking = Signal()
    slow = Signal()
    away = Signal()
    outdated = Signal()

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.request: SuggestionRequest | None = None
        self.answered: ReceivedAnswer | None = None
        self._answering: AnswerStream | None = None
        self._checking: AnswerStream | None = None
        self._waits: bool = False
        self._looking = self._timer(_LOOKING_MS, self.looking.emit)
        self._slow = self._timer(_SLOW_MS, self.slow.emit)
        self._recheck = self._timer(_RECHECK_MS, self._check)
        context.link.attached.connect(self._on_attached)
        context.link.changed.connect(self._on_link)
        context.link.data_changed.connect(self._on_data)

    def ask(self, request: SuggestionRequest | None) -> bool:
        """Replace the request; return whether it is about the same conversation, so that the
        displayed cards remain usable until the new answer."""
        before, self.request = self.request, request
        same = _same_talk(before, request)
        if not same:
            self.answered = None
        self.stop()
        if request is not None:
            self.again()
        return same

    def again(self) -> None:
        """Send the same request again."""
        self.stop()
        if self.request is None:
            return
        if not self._context.link.state.usable:
            self._go_away()
            return
        self._answering = AnswerStream(self._context.engine, self.request, self)
        self._answering.changed.connect(self._on_answer)
        self._looking.start()
        self._slow.start()

    def stop(self) -> None:
        """Abort all requests."""
        self._waits = False
        for timer in (self._looking, self._slow, self._recheck):
            timer.stop()
        for asked in (self._answering, self._checking):
            if asked is not None:
                asked.close()
        self._answering = self._checking = None

    def _on_answer(self, answered: ReceivedAnswer) -> None:
        if answered.stage == "asking" and not answered.cards:
            return
        self._looking.stop()
        if answered.stage != "asking":
            self._slow.stop()
        problem = answered.problem
        if problem is not None and problem.code == UNREACHABLE and not problem.status:
            self._go_away()
            return
        self.answered = answered
        self.changed.emit()

    def _go_away(self) -> None:
        self.stop()
        self.answered = None
        self._waits = True
        self.away.emit()

    # ------------------------------------------------------------ changes of link and data

    def _on_attached(self) -> None:
        if self._waits:
            self.again()
        else:
            self._recheck.start()

    def _on_link(self, state: LinkState) -> None:
        if self._waits and state.name == "failed":
            self.away.emit()
        elif state.usable and self._waits:
            self.again()

    def _on_data(self, topics: frozenset[str]) -> None:
        if topics & _ARTICLES and not self._recheck.isActive():
            self._recheck.start()

    def _check(self) -> None:
        """Repeat the request in the background: visible cards change only at the agent's
        request."""
        done = self.answered is not None and self.answered.stage == "done"
        if not done or self.request is None or not self._context.link.state.usable:
            return
        if self._checking is not None:
            self._checking.close()
        self._checking = AnswerStream(self._context.engine, self.request, self)
        self._checking.changed.connect(self._on_checked)

    def _on_checked(self, checked: ReceivedAnswer) -> None:
        if checked.stage == "asking":
            return
        if self._checking is not None:
            self._checking.close()
            self._checking = None
        if self.answered is None or checked.stage != "done":
            return
        if checked.says_the_same(self.answered):
            return
        if self.answered.abstained:
            self.answered = checked
            self.changed.emit()
        else:
            self.outdated.emit()

    def _timer(self, after: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(then)
        return timer


def _same_talk(one: SuggestionRequest | None, other: SuggestionRequest | None) -> bool:
    if one is None or other is None or one.conversation_id is None:
        return False
    return one.conversation_id == other.conversation_id
