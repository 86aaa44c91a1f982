"""Saves unsent replies: at once in memory, soon in the engine, never replacing newer by older text.

A text that could not be saved, because the engine is away, is kept here and saved when it is back.
There is only one pending request per conversation, so that texts arrive in the order in which they
were typed. If the text stored in the engine could not be loaded, it is loaded before anything is
written over it, and both texts are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from assistant import contracts
from gui.page import WindowContext

if TYPE_CHECKING:
    from assistant.contracts import Draft, DraftBody, ProblemDetails

_DEBOUNCE_MS: Final = 400
_RETRY_MS: Final = 2_000
_GONE: Final = 404
_ENGINES_TROUBLE: Final = 500


class UnsentReplies(QObject):
    """The texts typed in this window and not sent yet, by conversation.

    Signals:
        merged: Id and text of a conversation whose stored draft was merged with the typed text.
    """

    merged = Signal(int, str)

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._unsaved: dict[int, DraftBody] = {}
        self._writing: set[int] = set()
        self._unread: set[int] = set()
        self._refused: set[int] = set()
        self._soon = self._timer(_DEBOUNCE_MS)
        self._later = self._timer(_RETRY_MS)
        context.link.attached.connect(self._on_attached)

    @property
    def unsaved(self) -> bool:
        """Whether some text has not reached the engine yet."""
        return bool(self._unsaved)

    def typed(self, id_: int, text: str, taken: int | None) -> None:
        """Set the text of a conversation; it is saved after a short delay."""
        self._unsaved[id_] = contracts.DraftBody(text=text, taken=taken)
        self._soon.start()

    def cleared(self, id_: int) -> None:
        """Delete the text of a conversation, because the reply was copied."""
        self._unread.discard(id_)
        self.typed(id_, "", None)
        self.save()

    def save(self) -> None:
        """Save all unsaved texts now."""
        self._soon.stop()
        for id_ in list(self._unsaved):
            self._write(id_)

    def read(self, id_: int, then: Callable[[str, int | None], object], owner: QObject) -> None:
        """Pass the latest text of a conversation, from this window or the engine, to `then`."""
        here = self._unsaved.get(id_)
        if here is not None:
            then(here.text, here.taken)
            return

        self._unread.add(id_)  # prevents overwriting a stored draft that is not known yet

        def came(draft: Draft | None) -> None:
            if id_ in self._unsaved:
                self._merge(id_, draft)
            self._unread.discard(id_)
            then(*self._newest(id_, draft))

        def refused(problem: ProblemDetails) -> None:
            if problem.status == _GONE:
                self._unread.discard(id_)
            then("", None)

        self._context.engine.draft(id_, owner).then(came, refused)

    def _newest(self, id_: int, draft: Draft | None) -> tuple[str, int | None]:
        here = self._unsaved.get(id_)
        if here is not None:
            return here.text, here.taken
        return (draft.text, draft.taken) if draft is not None else ("", None)

    # ------------------------------------------------------------ saving

    def _write(self, id_: int) -> None:
        if id_ in self._writing or id_ in self._unread:
            return
        body = self._unsaved[id_]
        self._writing.add(id_)
        self._context.engine.keep_draft(id_, body, self).then(
            lambda _: self._written(id_, body), lambda problem: self._not_written(id_, problem)
        )

    def _written(self, id_: int, body: DraftBody) -> None:
        self._writing.discard(id_)
        self._refused.discard(id_)
        if self._unsaved.get(id_) is body:
            del self._unsaved[id_]
        elif id_ in self._unsaved:
            self._write(id_)

    def _not_written(self, id_: int, problem: ProblemDetails) -> None:
        self._writing.discard(id_)
        if problem.status == _GONE:  # the conversation was deleted
            self._unsaved.pop(id_, None)
        elif problem.status and id_ not in self._refused:
            self._refused.add(id_)  # reported once; the text stays in the editor
            self._context.notices.problem(problem)
        # may succeed later, for example if the disk was full
        if not problem.status or problem.status >= _ENGINES_TROUBLE:
            self._later.start()

    # ------------------------------------------------------------ after reconnecting

    def _on_attached(self) -> None:
        for id_ in list(self._unread):
            self._context.engine.draft(id_, self).then(partial(self._merge, id_))
        self.save()

    def _merge(self, id_: int, draft: Draft | None) -> None:
        if id_ not in self._unread:
            return
        self._unread.discard(id_)
        here = self._unsaved.get(id_)
        older = draft.text.strip() if draft is not None else ""
        if older and here is None:
            self.merged.emit(id_, older)
        elif older and here is not None and older not in here.text:
            both = f"{older}\n\n{here.text}" if here.text.strip() else older
            self.typed(id_, both, draft.taken if draft is not None else None)
            self.merged.emit(id_, both)
        self.save()

    def _timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self.save)
        return timer
