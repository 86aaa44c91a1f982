"""Dialog with all skipped conversations, filtered by reason and loaded page by page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assistant.contracts import SkippedPage
from gui.page import WindowContext
from gui.settings.rows import Choice
from gui.training import words
from gui.training.conversations_view import ConversationsView
from gui.widgets.busy import Busy
from gui.widgets.labels import label
from gui.widgets.problem_card import ProblemCard


class SkippedDialog(QDialog):
    """Non-modal dialog that deletes itself when closed."""

    def __init__(
        self, context: WindowContext, id_: int, counts: dict[str, int], reason: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._id, self._counts = context, id_, counts
        self._next: int | None = None
        self.reason = Choice()
        self._name = label("", "muted")
        self._name.setBuddy(self.reason)
        self.view = ConversationsView()
        self.busy, self.problem = Busy(), ProblemCard()
        self._close = QPushButton()
        self._lay_out()
        self.resize(940, 560)
        self._retranslate()
        self.reason.choose(reason)
        self.reason.currentIndexChanged.connect(self._begin)
        self.view.model.more_wanted.connect(self._more)
        self._close.clicked.connect(self.close)
        self._begin()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _begin(self) -> None:
        self._next = None
        self._read(first=True)

    def _more(self) -> None:
        if self._next is not None:
            self._read(first=False)

    def _read(self, *, first: bool) -> None:
        reason = self.reason.currentData() or ""
        call = self._context.engine.skipped_transcripts(
            self._id, self, reason=reason, cursor=self._next
        )
        self.busy.watch(call, self.tr("Reading…"))

        def came(page: SkippedPage) -> None:
            if reason != (self.reason.currentData() or ""):
                return  # another reason was selected in the meantime
            self.problem.show_problem(None)
            self._next = page.next
            if first:
                self.view.show_rows(page.items, more=page.next is not None)
            else:
                self.view.model.add(page.items, more=page.next is not None)

        call.then(came, self.problem.show_problem)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Conversations that are left out"))
        self._name.setText(self.tr("Reason"))
        self.reason.setAccessibleName(self.tr("Reason"))
        every = self.tr("every reason ({count})")
        said = [(every.format(count=words.number(sum(self._counts.values()))), "")]
        for code, count in self._counts.items():
            text = self.tr("{reason} ({count})").format(
                reason=words.said(words.reasons(), code), count=words.number(count)
            )
            said.append((text, code))
        self.reason.offer([*said])
        self._close.setText(self.tr("Close"))

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._name)
        top.addWidget(self.reason)
        top.addStretch()
        foot.addWidget(self.busy, 1)
        foot.addStretch()
        foot.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.problem)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
