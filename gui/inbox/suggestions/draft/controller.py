"""Requests drafts, one at a time: after the cards, while the pane is visible, and never
automatically if drafts are off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from assistant import contracts
from gui.engine.problems import UNREACHABLE
from gui.engine.writer import Writer
from gui.inbox.suggestions.draft.again_menu import OtherWriter
from gui.inbox.suggestions.draft.draft_options import DraftOptions
from gui.inbox.suggestions.draft.draft_state import DraftState, shown
from gui.inbox.suggestions.draft.draft_stream import DraftStream
from gui.inbox.suggestions.draft.sentence_feed import SentenceFeed
from gui.inbox.suggestions.draft.view import DraftView
from gui.inbox.suggestions.taken import Taken
from gui.inbox.suggestions.usage_reporter import UsageReporter
from gui.notices import Notice
from gui.page import WindowContext
from gui.writer_words import fell_back

if TYPE_CHECKING:
    from assistant.contracts import Suggestion, SuggestionRequest

_PATIENCE_MS: Final = 300
"""Delay before a draft is announced; a faster one needs no announcement."""


class DraftController(QObject):
    """The draft of one pane.

    Attributes:
        drafted: State of the draft; None if there is none.
        writer: Status of the draft writer.
        sentence_feed: Passes on its sentences as they are finished.

    Signals:
        taken: A `Taken` whose text is to be inserted into the composer.
        dropped: Sentences (list[str]) to remove from the composer, if the draft was taken.
        running: Whether a draft is visibly being written.
    """

    taken = Signal(object)
    dropped = Signal(object)
    running = Signal(bool)

    def __init__(
        self, context: WindowContext, usage: UsageReporter, view: DraftView, pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._context, self._usage, self._view, self._pane = context, usage, view, pane
        self.drafted: DraftState | None = None
        self.writer = Writer(context.engine, context.link, self)
        self.sentence_feed = SentenceFeed(self)
        self._for: SuggestionRequest | None = None
        self._language = ""
        self._by: OtherWriter = ""
        self._options: DraftOptions | None = None
        self._due = False
        self._taken = False
        self._seen = False
        self._drafting: DraftStream | None = None
        self._told: set[tuple[str, str, str]] = set()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show)
        self.writer.changed.connect(self._on_writer)
        context.link.attached.connect(self.look)
        card = view.card
        card.wanted.connect(self.take)
        card.stopped.connect(self.stop)
        card.again.connect(self.write_again)
        card.copied.connect(self._copy)
        card.rated.connect(self._rate)
        view.unsourced.toggled.connect(self.toggle_unsourced)

    @property
    def is_running(self) -> bool:
        """Whether a draft is visibly being written, which Escape stops."""
        return self._drafting is not None and self._seen

    @property
    def is_written(self) -> bool:
        """Whether there is a draft that could be written again."""
        return self.drafted is not None and not (self.drafted.running or self.drafted.nothing)

    @property
    def has_text(self) -> bool:
        """Whether there is text to take."""
        return self.drafted is not None and bool(self.drafted.text)

    @property
    def off(self) -> bool:
        """Whether drafts are off, as far as is known."""
        status = self.writer.status
        return status is None or status.drafts == "off"

    # ------------------------------------------------------------ when to write

    def clear(self) -> None:
        """Discard the draft, because there is no message or another one."""
        self._close()
        self._for, self._due, self._taken, self.drafted = None, False, False, None
        self._by, self._options = "", None
        self.sentence_feed.end()
        self._view.hide()

    def cards_done(self, request: SuggestionRequest, language: str, *, known: bool) -> None:
        """Schedule a draft after the cards arrived, if anything is known; keep a taken draft of the
        same request."""
        if self._taken and request is self._for:
            return
        self.clear()
        self._for, self._language, self._due = request, language, known
        self.look()

    def look(self) -> None:
        """Request the draft that is due, if the pane is visible."""
        seen = self._pane.isVisible() and not self._pane.window().isMinimized()
        if self._due and seen and not self.off and self._context.link.state.usable:
            self.write()

    def write(
        self, *, article: int | None = None, style: str = "", lang: str = "", anew: bool = False
    ) -> None:
        """Request a draft with these `DraftOptions`, replacing the current one; `anew` requests a
        different text if the options are the same."""
        about = self._for
        if about is None or self.off:
            return
        self._close()
        self._due = self._taken = False
        self._view.card.set_taken(False)
        self._view.card.thumbs.clear()
        self.sentence_feed.end()
        options = DraftOptions(article, style, lang, self._by)
        self._options = options.after(self._options) if anew else options
        request = contracts.ReplyRequest.model_validate(
            about.model_dump(include={"conversation_id", "text", "context", "lang"})
            | self._options.asked()
        )
        self.drafted = DraftState()
        self._drafting = DraftStream(self._context.engine, request, self)
        self._drafting.changed.connect(self._on_changed)
        if self._view.isVisible():
            self._show()
        else:
            self._patience.start()

    def stop(self) -> None:
        """Stop writing and keep the text so far."""
        if self._drafting is not None and self.drafted is not None:
            self._close()
            self.drafted = replace(self.drafted, stage="stopped")
            self._show()

    def _close(self) -> None:
        self._patience.stop()
        drafting, self._drafting = self._drafting, None
        if drafting is not None:
            drafting.close()
        if self._seen:
            self._seen = False
            self.running.emit(False)

    # ------------------------------------------------------------ progress

    def _on_changed(self, drafted: DraftState) -> None:
        before, self.drafted = self.drafted, drafted
        for one in drafted.fallbacks[len(before.fallbacks) if before is not None else 0 :]:
            self._tell(one.code, one.from_backend, one.to_backend, fell_back(one))
        if not drafted.running:
            self._close()
        problem = drafted.problem
        if problem is not None and problem.code == UNREACHABLE and not problem.status:
            self._due = True
        if drafted.nothing:
            self._view.hide()
            return
        if drafted.stage != "waiting":
            self._patience.stop()
        if not self._patience.isActive():
            self._show()
        self.sentence_feed.goes_on(drafted)

    def _show(self) -> None:
        if self.drafted is not None:
            self._view.show_draft(self.drafted, taken=self._taken)
            self._view.card.offer_writer(self._other_writer(self.drafted))
            if self._drafting is not None and not self._seen:
                self._seen = True
                self.running.emit(True)

    def _tell(self, code: str, from_backend: str, to_backend: str, text: str) -> None:
        """Report each failure once; a recurring one is shown in the status bar."""
        if (code, from_backend, to_backend) not in self._told:
            self._told.add((code, from_backend, to_backend))
            self._context.notices.told.emit(Notice(text=text, tone="warn", stays_ms=0, code=code))

    def _on_writer(self) -> None:
        status = self.writer.status
        if status is not None and status.drafts == "off":
            due = self._due or self.drafted is not None
            about, language = self._for, self._language
            self.clear()
            self._for, self._language, self._due = about, language, due and about is not None
        self.look()

    # ------------------------------------------------------------ actions

    def take(self) -> None:
        """Insert the draft into the composer; if it is being written, its finished sentences."""
        drafted = self.drafted
        if drafted is None or not drafted.text:
            return
        if drafted.running:
            self._close()
            text = drafted.text[: drafted.finished_to or len(drafted.text)]
            self.drafted = replace(drafted, stage="stopped", text=text)
        self._taken = True
        self.sentence_feed.end()
        self._view.card.set_taken(True)
        self._show()
        suggestion = self._suggestion()
        self._usage.took(suggestion, self._conversation_id())
        self.taken.emit(Taken(suggestion.text, _first(suggestion), suggestion))

    def let_go(self) -> None:
        """Unmark the draft, because another suggestion was taken."""
        self._view.card.set_taken(False)

    def offer_sentences(self) -> list[str]:
        """Return its finished sentences; further ones follow through `sentence_feed`."""
        if self.drafted is None or not self.drafted.text:
            return []
        self._usage.offered(self._suggestion(), self._conversation_id())
        return self.sentence_feed.begin(self.drafted)

    def toggle_unsourced(self) -> None:
        """Hide the sentences without a source, or show them again."""
        drafted = self.drafted
        if drafted is None or drafted.running or not drafted.unsourced:
            return
        if self._taken and drafted.dropped:
            return
        if self._taken:
            self.dropped.emit([drafted.text[one.start : one.end] for one in drafted.unsourced])
        self.drafted = replace(drafted, dropped=not drafted.dropped)
        self._show()

    def _other_writer(self, drafted: DraftState) -> OtherWriter:
        """Return the alternative to the current writer: the model, or composing from entries."""
        status = self.writer.status
        if drafted.kind == "generated":
            return "composed"
        asked = status is not None and (status.on_request or status.model)
        return "generated" if drafted.kind == "composed" and asked else ""

    def write_again(self, style: str = "", theirs: bool = False, by: OtherWriter = "") -> None:
        """Request another draft: in a style, in the customer's language, or by another writer."""
        self._by = by or self._by
        self.write(style=style, lang=self._language if theirs else "", anew=True)

    def _copy(self) -> None:
        if self.drafted is not None and self.drafted.text:
            suggestion = self._suggestion()
            QGuiApplication.clipboard().setText(suggestion.text)
            self._usage.copied(suggestion, self._conversation_id())
            self._context.notices.tell(self.tr("Copied"))

    def _rate(self, good: bool, reason: str) -> None:
        if self.drafted is not None and self.drafted.text:
            self._usage.rated(self._suggestion(), self._conversation_id(), good=good, reason=reason)

    def _suggestion(self) -> Suggestion:
        """Return the draft as a suggestion for feedback; its sources are those that support it."""
        drafted = self.drafted or DraftState()
        good = sum(one.support == "supported" for one in drafted.evidence)
        judged = good + len(drafted.unsourced)
        return contracts.Suggestion(
            card=0, kind="draft", text=shown(drafted).text, confidence=good / max(1, judged),
            sources=list(drafted.cited),
        )  # fmt: skip

    def _conversation_id(self) -> int | None:
        return self._for.conversation_id if self._for is not None else None


def _first(suggestion: Suggestion) -> int | None:
    return suggestion.sources[0].id if suggestion.sources else None
