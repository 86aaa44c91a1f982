"""The card of the draft: its text while it is written, its evidence and the available actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.inbox.suggestions.draft.again_menu import AgainMenu, OtherWriter
from gui.inbox.suggestions.draft.draft_state import DraftState, shown
from gui.inbox.suggestions.draft.evidence_text import EvidenceText
from gui.inbox.suggestions.draft.words import DraftWords
from gui.inbox.suggestions.thumbs import Thumbs
from gui.look.icons import icon
from gui.widgets.elided_button import ElidedButton
from gui.widgets.flow import Flow
from gui.widgets.labels import Elided, label, restyle
from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import DraftEvidence, SourceRef

_MOST_CHIPS: Final = 4


class DraftCard(QFrame):
    """Shows one `DraftState` at a time.

    Signals:
        wanted: Insert the text into the composer.
        stopped: Stop writing.
        again: Write it again: the style (`DraftStyle`), whether to use the customer's language, and
            the writer (empty: as before).
        looked_at: The `DraftEvidence` of a sentence, whose source should be shown; None for none.
        focused: The card got the focus; scroll it into view.
        moved: Move the focus by this number of cards.
        copied: Copy the text to the clipboard.
        rated: Whether the draft is good, and a reason.
        opened: The id of an article.
    """

    wanted = Signal()
    stopped = Signal()
    again = Signal(str, bool, str)
    looked_at = Signal(object)
    focused = Signal()
    moved = Signal(int)
    copied = Signal()
    rated = Signal(bool, str)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.drafted: DraftState | None = None
        self._refs: tuple[SourceRef, ...] = ()
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words = DraftWords(self)
        self._number, self._title = label("0", "strong"), label("", "strong")
        self._number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._state = Elided("", "small")
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._waiting = label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self.text = EvidenceText()
        self._why = label("", "warn", wrap=True)
        self._remark = label("", "small", wrap=True)
        self._chips = QWidget()
        self._chip_line = Flow(self._chips)
        self._again = AgainMenu()
        self._copy = QToolButton()
        self._copy.setIcon(icon("copy"))
        self._copy.setIconSize(QSize(16, 16))
        self.thumbs = Thumbs()
        self._use, self.stop = QPushButton(), QPushButton()
        for button in (self._use, self.stop):
            button.setProperty("kind", "small")
        self._lay_out()
        self._connect()
        self.retranslate()

    # ------------------------------------------------------------ display

    def show_draft(self, drafted: DraftState) -> None:
        """Show a draft, or more of it."""
        self.drafted = drafted
        now = shown(drafted)
        self.text.show_text(now)
        self.text.setVisible(bool(now.text))
        waits = drafted.stage == "waiting"
        self._waiting.setVisible(waits or drafted.stage == "failed")
        self._bar.setVisible(waits)
        if waits:
            self._show_progress(drafted)
        self._show_chips(drafted.cited)
        for widget in (self._again, self._copy, self.thumbs, self._use):
            widget.setVisible(not drafted.running)
        for widget in (self._copy, self.thumbs, self._use):
            widget.setEnabled(bool(now.text))
        self.stop.setVisible(drafted.running)
        self._retell()

    def offer_writer(self, other: OtherWriter) -> None:
        """Offer the alternative writer."""
        self._again.offer_writer(other)

    def set_taken(self, taken: bool) -> None:
        """Set whether the text is in the composer."""
        restyle(self, "chosen", "true" if taken else "false")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        self._title.setText(self.tr("Draft"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self._use.setText(self.tr("Use"))
        self._use.setToolTip(self.tr("Put it into the reply  Alt+0"))
        self._use.setAccessibleName(self.tr("Use the draft"))
        self.stop.setText(self.tr("Stop"))
        self.stop.setToolTip(self.tr("Stop writing it  Esc"))
        self.stop.setAccessibleName(self.tr("Stop the draft"))
        copy = self.tr("Copy this text")
        self._copy.setAccessibleName(copy)
        self._copy.setToolTip(self.tr("{name}  {key}").format(name=copy, key="C"))
        self._retell()

    def _retell(self) -> None:
        drafted = self.drafted
        if drafted is None:
            return
        state = self._words.state(drafted)
        self._state.setText(state)
        failed = drafted.stage == "failed"
        words = self._words
        self._waiting.setText(words.failed(drafted) if failed else words.waiting(drafted))
        remark = self._words.remark(drafted)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._say_why()
        if drafted.running:
            # keeps screen readers from announcing every word
            self.setAccessibleName(self.tr("Draft, being written"))
            self.setAccessibleDescription("")
        else:
            self.setAccessibleName(self.tr("Draft: {state}").format(state=state))
            spoken = self.tr("{text} ({evidence})").format(
                text=shown(drafted).text, evidence=self._words.evidence(drafted)
            )
            self.setAccessibleDescription(spoken)

    def _show_progress(self, drafted: DraftState) -> None:
        waiting = drafted.waiting
        reads = waiting is not None and waiting.reason == "reading" and waiting.total > 0
        self._bar.setRange(0, waiting.total if waiting is not None and reads else 0)
        self._bar.setValue(waiting.done if waiting is not None and reads else 0)

    def _show_chips(self, refs: tuple[SourceRef, ...]) -> None:
        refs = refs[:_MOST_CHIPS]
        self._chips.setVisible(bool(refs))
        if refs == self._refs:
            return
        self._refs = refs
        while (item := self._chip_line.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for ref in refs:
            chip = ElidedButton("chip")
            chip.set_whole(one_line(ref.title))
            chip.clicked.connect(lambda _=False, id_=ref.id: self.opened.emit(id_))
            self._chip_line.addWidget(chip)

    def _say_why(self) -> None:
        one = self.text.evidence
        wrong = one is not None and one.support == "unsupported"
        self._why.setVisible(wrong)
        self._why.setText(self._words.why(one) if one is not None and wrong else "")

    def _on_chosen(self, one: DraftEvidence | None) -> None:
        self._say_why()
        self.looked_at.emit(one)

    # ------------------------------------------------------------ keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {
            Qt.Key.Key_Up: lambda: self.moved.emit(-1),
            Qt.Key.Key_Down: lambda: self.moved.emit(1),
            Qt.Key.Key_Left: lambda: self.text.step(-1),
            Qt.Key.Key_Right: lambda: self.text.step(1),
            Qt.Key.Key_Return: self.wanted.emit,
            Qt.Key.Key_Enter: self.wanted.emit,
            Qt.Key.Key_U: self.thumbs.up,
            Qt.Key.Key_D: self.thumbs.down,
            Qt.Key.Key_C: self.copied.emit,
            Qt.Key.Key_R: self._again.open_menu,
        }
        deed = deeds.get(Qt.Key(event.key()))
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if deed is not None and modifiers == Qt.KeyboardModifier.NoModifier:
            deed()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ construction

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._number)
        head.addWidget(self._title)
        head.addWidget(self._state, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(2)
        deeds.addWidget(self._again)
        deeds.addStretch()
        for widget in (self._copy, self.thumbs, self._use, self.stop):
            deeds.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 12, 10)
        layout.setSpacing(7)
        layout.addLayout(head)
        for part in (self._waiting, self._bar, self.text, self._why, self._chips, self._remark):
            layout.addWidget(part)
        layout.addLayout(deeds)

    def _connect(self) -> None:
        self._use.clicked.connect(self.wanted)
        self.stop.clicked.connect(self.stopped)
        self._copy.clicked.connect(self.copied)
        self.thumbs.rated.connect(self.rated)
        self._again.chosen.connect(self.again)
        self.text.chosen.connect(self._on_chosen)
