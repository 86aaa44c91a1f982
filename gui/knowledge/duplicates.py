"""Reviews pairs of duplicate entries side by side: keep one, merge both, or keep both."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from assistant.contracts import (
    Article,
    ArticleBody,
    ArticleMerge,
    DuplicatePage,
    DuplicatePair,
    ProblemDetails,
)
from gui.engine.call import Call
from gui.knowledge.duplicates_head import DuplicatesHead
from gui.knowledge.edited_entry import EditedEntry, name_of
from gui.knowledge.entry_form import EntryForm
from gui.knowledge.merging import merged
from gui.knowledge.pair_side import PairSide
from gui.knowledge.spoken import per_cent
from gui.knowledge.unsaved import may_leave
from gui.notices import UNDO_MS, Notice, told
from gui.page import Retranslated, WindowContext
from gui.widgets.labels import label

_CONFLICT: Final = 409
_NARROW: Final = 900


class Duplicates(Retranslated):
    """Shows one pair at a time. Pairs marked as different are remembered until an entry changes.

    Signals:
        closed: Return to the table.
        counted: The number of pairs.
        opened: The id of an entry to open in the editor.
    """

    closed = Signal()
    counted = Signal(int)
    opened = Signal(int)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self._pairs: list[DuplicatePair] = []
        self._next: int | None = None
        self._total = 0
        self._proposed = EditedEntry()
        self._counting: Call | None = None
        self.head = DuplicatesHead()
        self._done = label("", "muted", wrap=True)
        self._done.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.one, self.other = PairSide("old"), PairSide("new")
        self.form = EntryForm()
        self._caption = label("", "heading")
        self._stack, self._blank = QStackedWidget(), QFrame()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        pair = QFrame()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, pair)
        self._columns.setContentsMargins(0, 4, 0, 12)
        self._columns.setSpacing(0)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(12)
        self._sides.addWidget(self.one)
        self._sides.addWidget(self.other)
        third = QVBoxLayout()
        third.setSpacing(0)
        self._caption.setContentsMargins(16, 8, 16, 0)
        third.addWidget(self._caption)
        third.addWidget(self.form, 1)
        self._columns.addLayout(self._sides, 2)
        self._columns.addLayout(third, 1)
        self._stack.addWidget(pair)
        self._stack.addWidget(self._done)
        self._stack.addWidget(self._blank)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.head)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.back.clicked.connect(self.closed)
        self.head.differ.clicked.connect(self._tell_apart)
        self.head.merge.clicked.connect(self._merge)
        self.one.keep.clicked.connect(lambda: self._keep(0))
        self.other.keep.clicked.connect(lambda: self._keep(1))
        self.one.opened.connect(self.opened)
        self.other.opened.connect(self.opened)
        self.form.edited.connect(self._show_buttons)

    def retranslate(self) -> None:
        self._caption.setText(self.tr("The two are one entry now"))
        self._done.setText(self._nothing())
        self._show_said()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window place the merged entry below the pair instead of beside it."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = self.width() < _NARROW
        self._columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._sides.setContentsMargins(16, 0, 16 if narrow else 0, 0)
        self._columns.setStretch(0, 1 if narrow else 2)

    def _nothing(self) -> str:
        return self.tr("No two entries say the same. Nothing to do here.")

    # ------------------------------------------------------------ loading

    def count(self) -> None:
        """Request the number of pairs."""
        if self._counting is None:
            self._counting = self._context.engine.duplicates(self)
            self._counting.then(self._take_count)
            self._counting.ended.connect(self._on_count_end)

    def begin(self) -> None:
        """Show the first pair; called when the view is opened."""
        if not self._pairs:
            self._stack.setCurrentWidget(self._blank)
            self._read(None)
        else:
            self._show()

    def may_leave(self) -> bool:
        """Ask what to do with an edited merged entry; return whether the view may be left."""
        if not self._is_dirty():
            return True
        name = name_of(self.form.written())
        left = may_leave(name, self._merge if self.form.written().complete() else None, self)
        if left and self._is_dirty():
            self._propose()
        return left

    def _is_dirty(self) -> bool:
        return bool(self._pairs) and self.form.written() != self._proposed

    def _read(self, cursor: int | None) -> None:
        call = self._context.engine.duplicates(self, cursor=cursor)
        self.head.busy.watch(call, self.tr("Comparing entries"))
        call.then(self._on_page, self._on_failed)

    def _on_page(self, page: DuplicatePage) -> None:
        self._take_count(page)
        self._next = page.next
        self._pairs += page.items
        self._show()

    def _on_failed(self, problem: ProblemDetails) -> None:
        self._done.setText(told(problem))
        self._stack.setCurrentWidget(self._done)

    def _on_count_end(self) -> None:
        self._counting = None

    def _take_count(self, page: DuplicatePage) -> None:
        self._total = page.total
        self.counted.emit(page.total)
        self._show_said()

    # ------------------------------------------------------------ the current pair

    def _show(self) -> None:
        if not self._pairs:
            self._stack.setCurrentWidget(self._done)
            self._done.setText(self._nothing())
        else:
            pair = self._pairs[0]
            one, other = EditedEntry.of(pair.one), EditedEntry.of(pair.other)
            self.one.show_entry(pair.one, one, other)
            self.other.show_entry(pair.other, one, other)
            self._propose()
            self._stack.setCurrentIndex(0)
        self._show_said()
        self._show_buttons()

    def _propose(self) -> None:
        pair = self._pairs[0]
        self._proposed = merged(pair.one, pair.other)
        self.form.fill(self._proposed, None)

    def _show_said(self) -> None:
        left = max(len(self._pairs), self._total)
        if not self._pairs:
            self.head.said.setText("")
            return
        text = self.tr("{left} left, this pair is {share} alike")
        self.head.said.setText(text.format(left=left, share=per_cent(self._pairs[0].likeness)))

    def _show_buttons(self) -> None:
        there = bool(self._pairs)
        self.head.differ.setVisible(there)
        self.head.merge.setVisible(there)
        self.head.merge.setEnabled(there and self.form.written().complete())
        for side in (self.one, self.other):
            side.keep.setEnabled(there)

    # ------------------------------------------------------------ decisions

    def _tell_apart(self) -> None:
        pair = self._pairs[0]
        self._enable(on=False)
        call = self._context.engine.tell_apart(pair.one, pair.other, self)
        self.head.busy.watch(call, self.tr("Saving"), cancellable=False)
        call.then(lambda _: self._on_told_apart(pair), self._on_refused)

    def _on_told_apart(self, pair: DuplicatePair) -> None:
        self._enable(on=True)
        self._count(-1)
        text = self.tr("“{one}” and “{other}” stay two entries").format(
            one=name_of(pair.one)[:40], other=name_of(pair.other)[:40]
        )
        self._context.notices.told.emit(
            Notice(
                text=text, tone="good", action=self.tr("Undo"), stays_ms=UNDO_MS,
                act=lambda: self._compare_again(pair),
            )
        )  # fmt: skip
        self._pairs.pop(0)
        if not self._pairs and self._next is not None:
            self._read(None)  # decided pairs are no longer in the list
        else:
            self._show()

    def _compare_again(self, pair: DuplicatePair) -> None:
        call = self._context.engine.compare_again(pair.one.id, pair.other.id, self)
        call.then(lambda _: self._on_compared_again(pair), self._context.notices.problem)

    def _on_compared_again(self, pair: DuplicatePair) -> None:
        self._count(1)
        if self._is_dirty():  # the pair being edited stays in view
            self._pairs.insert(1, pair)
            self._show_said()
        else:
            self._pairs.insert(0, pair)
            self._show()

    def _count(self, more: int) -> None:
        self._total = max(0, self._total + more)
        self.counted.emit(self._total)

    def _enable(self, *, on: bool) -> None:
        for button in (self.head.differ, self.head.merge, self.one.keep, self.other.keep):
            button.setEnabled(on)

    def _keep(self, which: int) -> None:
        pair = self._pairs[0]
        kept, dropped = (pair.one, pair.other) if which == 0 else (pair.other, pair.one)
        self._send(kept, dropped, EditedEntry.of(kept).body())

    def _merge(self) -> Call:
        pair = self._pairs[0]
        kept, dropped = pair.one, pair.other
        if dropped.use_count > kept.use_count:  # keep the entry that is used more
            kept, dropped = dropped, kept
        return self._send(kept, dropped, self.form.written().body())

    def _send(self, kept: Article, dropped: Article, body: ArticleBody) -> Call:
        merge = ArticleMerge(
            keep=kept.id, keep_version=kept.version, drop=dropped.id,
            drop_version=dropped.version, body=body,
        )  # fmt: skip
        self._enable(on=False)
        call = self._context.engine.merge_articles(merge, self)
        self.head.busy.watch(call, self.tr("Saving"), cancellable=False)
        return call.then(lambda _: self._on_merged(dropped), self._on_refused)

    def _on_merged(self, dropped: Article) -> None:
        self._proposed = self.form.written()
        text = self.tr("“{entry}” went into the other entry; its history keeps it")
        self._context.notices.tell(text.format(entry=name_of(dropped)[:60]), "good")
        self._count(-1)
        self.head.differ.setEnabled(True)
        # the body of the kept entry has changed, so its other pairs have to be compared again
        self._pairs = []
        self._read(None)

    def _on_refused(self, problem: ProblemDetails) -> None:
        self.head.differ.setEnabled(True)
        self._show_buttons()
        self._context.notices.problem(problem)
        if problem.status == _CONFLICT:  # reload the changed entries
            self._pairs.clear()
            self._read(None)
