"""Finds the results of the palette: local ones immediately, then those of the engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.contracts import (
    Conversation,
    ConversationPage,
    ProblemDetails,
    SearchResults,
    Source,
)
from gui.actions import Action
from gui.engine.call import Call
from gui.page import WindowContext
from gui.palette.matching import best, stretches
from gui.palette.results import Group, Result

_DEBOUNCE_MS: Final = 90
_MOST_ACTIONS: Final = 8
_MOST_FOUND: Final = 6
_MOST_RECENT: Final = 6
_LONGEST: Final = 400
_NEAR: Final = 0.05
"""Minimum confidence of an entry that contains none of the typed words."""

Go = Callable[[str, int], object]
"""Shows a page and the item with this id on it."""


class Finder(QObject):
    """Holds the groups of results for the query.

    Signals:
        found: The list of `Group` has changed.
        failed: `ProblemDetails`: the request to the engine failed; local results are available.
    """

    found = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        context: WindowContext,
        commands: Callable[[], Iterable[Action]],
        go: Go,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._commands = commands
        self._go = go
        self._calls: list[Call] = []
        self._waiting = 0
        self._query = ""
        self._own: list[Group] = []
        self._theirs: dict[str, Group] = {}
        self._recent: deque[Result] = deque(maxlen=_MOST_RECENT)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DEBOUNCE_MS)
        self._later.timeout.connect(self._ask)

    @property
    def waiting(self) -> bool:
        """Whether the engine has not answered the current query yet."""
        return self._later.isActive() or self._waiting > 0

    def look(self, query: str) -> None:
        """Search for a query; earlier results of the engine stay until it has answered."""
        self.stop()
        self._query = query.strip()[:_LONGEST]
        self._own = self._own_groups()
        self._later.start()
        self._tell()

    def stop(self) -> None:
        """Cancel pending requests."""
        self._later.stop()
        for call in self._calls:
            call.cancel()
        self._calls, self._waiting = [], 0

    def forget(self) -> None:
        """Discard all results except the recently chosen ones; called when the palette closes."""
        self.stop()
        self._theirs.clear()
        self._own = []

    def chosen(self, result: Result) -> None:
        """Add a result to the front of the recent ones."""
        for old in [kept for kept in self._recent if kept.key == result.key]:
            self._recent.remove(old)
        self._recent.appendleft(result)

    def forget_conversations(self) -> None:
        """Drop conversations from the recent results, because one may have been deleted or
        erased."""
        kept = [result for result in self._recent if not result.key.startswith("conversation:")]
        self._recent = deque(kept, maxlen=_MOST_RECENT)

    # ------------------------------------------------------------ local results

    def _own_groups(self) -> list[Group]:
        actions = [action for action in self._commands() if action.possible()]
        if not self._query:
            heading = self.tr("Recent")
            recent = Group(heading, tuple(self._recent))
            known = {result.key for result in self._recent}
            rest = [_of_action(action) for action in actions]
            left = tuple(result for result in rest if result.key not in known)
            return [recent, Group(self.tr("Pages and actions"), left)]
        fits = [
            (best(self._query, (action.text(), action.name)), -at, action)
            for at, action in enumerate(actions)
        ]
        ranked = sorted((fit for fit in fits if fit[0]), key=lambda fit: fit[:2], reverse=True)
        shown = tuple(_of_action(action) for _, _, action in ranked[:_MOST_ACTIONS])
        return [Group(self.tr("Pages and actions"), shown)]

    # ------------------------------------------------------------ results of the engine

    def _ask(self) -> None:
        if not self._context.link.state.usable:
            self._theirs.clear()
            self._tell()
            return
        query = {"q": self._query, "limit": _MOST_FOUND}
        engine = self._context.engine
        self._send(engine.conversations(query, self), self._on_conversations)
        if self._query:
            self._send(engine.search(self._query, self, limit=_MOST_FOUND), self._on_articles)
        else:
            self._theirs.pop("articles", None)

    def _send(self, call: Call, heard: Callable[[object], None]) -> None:
        self._calls.append(call)
        self._waiting += 1
        call.then(partial(self._answered, heard), self._on_failed)

    def _answered(self, heard: Callable[[object], None], answer: object) -> None:
        self._waiting -= 1
        heard(answer)
        self._tell()

    def _on_failed(self, problem: ProblemDetails) -> None:
        self._waiting -= 1
        self.failed.emit(problem)
        self._tell()

    def _on_conversations(self, page: object) -> None:
        if isinstance(page, ConversationPage):
            results = tuple(self._of_conversation(item) for item in page.items[:_MOST_FOUND])
            self._theirs["conversations"] = Group(self.tr("Conversations"), results)

    def _on_articles(self, answer: object) -> None:
        if isinstance(answer, SearchResults):
            near = [item for item in answer.items if self._is_near(item)]
            results = tuple(self._of_source(item) for item in near[:_MOST_FOUND])
            self._theirs["articles"] = Group(self.tr("Knowledge"), results)

    def _is_near(self, item: Source) -> bool:
        """Return whether an entry is relevant enough, because the search ranks all entries."""
        shown = f"{item.question} {item.title}"
        return item.confidence >= _NEAR or bool(stretches(self._query, shown))

    def _of_conversation(self, item: Conversation) -> Result:
        status = {
            "open": self.tr("Open"),
            "waiting": self.tr("Waiting"),
            "solved": self.tr("Solved"),
        }[item.status]
        title = item.customer_name or item.subject or item.preview or str(item.id)
        details = (item.subject, item.preview)
        return Result(
            key=f"conversation:{item.id}", title=title, icon="message-square", hint=status,
            detail=next((detail for detail in details if detail and detail != title), ""),
            run=partial(self._go, "inbox", item.id),
        )  # fmt: skip

    def _of_source(self, item: Source) -> Result:
        solved = item.kind == "solved"
        return Result(
            key=f"article:{item.id}", title=item.question or item.title,
            icon="message-square-reply" if solved else "book-open", hint=item.source,
            detail=item.title if item.question else "",
            run=partial(self._go, "knowledge", item.id),
        )  # fmt: skip

    def _tell(self) -> None:
        theirs = [self._theirs[name] for name in ("conversations", "articles")
                  if name in self._theirs]  # fmt: skip
        if self._query or not self._own:
            self.found.emit([*self._own, *theirs])
        else:
            self.found.emit([self._own[0], *theirs, *self._own[1:]])


def _of_action(action: Action) -> Result:
    return Result(
        key=f"action:{action.name}", title=action.text(), icon=action.icon, run=action,
        hint=action.shortcut, keys=True,
    )  # fmt: skip
