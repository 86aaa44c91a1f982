"""Blind comparison of two replies to one question: 1, 2 or = selects the better one."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from assistant.contracts import JudgedPair, Judgement, ProblemDetails
from gui.page import WindowContext
from gui.settings.rows import button
from gui.widgets.busy import Busy
from gui.widgets.labels import label
from gui.widgets.plain_edit import PlainEdit
from gui.widgets.presentable import presentable
from gui.widgets.problem_card import ProblemCard

Choice = Literal["one", "other", "equal"]
_KEYS: Final[dict[str, Choice]] = {"1": "one", "2": "other", "=": "equal", "0": "equal"}


class PairsDialog(QDialog):
    """Shows one pair after the other; each choice is saved immediately, the rest can be done later.

    Signals:
        judged: The `Judgement`, updated with a choice.
    """

    judged = Signal(object)

    def __init__(self, context: WindowContext, run: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._run_id = context, run
        self._pairs: list[JudgedPair] = []
        self._at = 0
        self._cards: list[QFrame] = []
        self._heading, self._count = label("", "heading"), label("", "muted")
        self._names = [label("", "strong") for _ in range(2)]
        self.question = _view()
        self.texts = [_view() for _ in range(2)]
        self.choices = {"one": button(), "equal": button(), "other": button()}
        self._back, self._close = button("link"), button()
        self.busy, self.problem = Busy(), ProblemCard()
        self._lay_out()
        self.resize(900, 560)
        self._connect()
        self._retranslate()
        self._show()
        call = context.engine.run_pairs(run, self)
        self.busy.watch(call, self.tr("Reading…"))
        call.then(self._on_pairs, self.problem.show_problem)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    # ------------------------------------------------------------ pair by pair

    def _on_pairs(self, pairs: list[JudgedPair]) -> None:
        self._pairs = pairs
        unrated = [at for at, pair in enumerate(pairs) if not pair.chosen]
        self._at = unrated[0] if unrated else len(pairs)
        self._show()

    def choose(self, chosen: Choice) -> None:
        """Save which reply is better and show the next pair."""
        if not self._here() or not self.choices["one"].isEnabled():
            return
        pair = self._pairs[self._at]
        self._allow(False)
        call = self._context.engine.rate_pair(self._run_id, pair.id, chosen, self)

        def kept(judgement: Judgement) -> None:
            self._pairs[self._at] = pair.model_copy(update={"chosen": chosen})
            self.problem.show_problem(None)
            self._at += 1
            self._show()
            self.judged.emit(judgement)

        call.then(kept, self._not_kept)

    def _not_kept(self, problem: ProblemDetails) -> None:
        self._allow(True)
        self.problem.show_problem(problem)

    def _go_back(self) -> None:
        self._at = max(0, self._at - 1)
        self._show()

    def _here(self) -> bool:
        return self._at < len(self._pairs)

    def _allow(self, on: bool) -> None:
        for one in self.choices.values():
            one.setEnabled(on)

    def _show(self) -> None:
        here = self._here()
        pair = self._pairs[self._at] if here else None
        said = (pair.question, pair.one, pair.other) if pair is not None else ("", "", "")
        for view, text in zip((self.question, *self.texts), said, strict=True):
            view.setPlainText(presentable(text))
        self._allow(here)
        over = bool(self._pairs) and not here
        for part in (self.question, *self._cards, *self.choices.values()):
            part.setVisible(not over)
        self._back.setEnabled(self._at > 0)
        self._retranslate()
        if here and not self.choices["one"].hasFocus():
            self.choices["equal"].setFocus()
        elif over:
            self._close.setFocus()

    # ------------------------------------------------------------ texts and layout

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Compare blindly"))
        done = bool(self._pairs) and not self._here()
        self._heading.setText(
            self.tr("That was the last one. Thank you.") if done
            else self.tr("Which reply would you rather send?")
        )  # fmt: skip
        at = self.tr("{at} of {count}").format(
            at=min(self._at + 1, len(self._pairs)), count=len(self._pairs)
        )
        self._count.setText(at if self._pairs else "")
        self.question.setAccessibleName(self.tr("Question"))
        for number, (name, view) in enumerate(zip(self._names, self.texts, strict=True), start=1):
            name.setText(self.tr("Reply {number}").format(number=number))
            view.setAccessibleName(name.text())
        self.choices["one"].setText(self.tr("The first  (1)"))
        self.choices["equal"].setText(self.tr("Equally good  (=)"))
        self.choices["other"].setText(self.tr("The second  (2)"))
        self._back.setText(self.tr("Back"))
        self._close.setText(self.tr("Close"))

    def _connect(self) -> None:
        for chosen, one in self.choices.items():
            one.clicked.connect(lambda _=False, chosen=chosen: self.choose(chosen))
        for keys, chosen in _KEYS.items():
            QShortcut(QKeySequence(keys), self, lambda chosen=chosen: self.choose(chosen))
        QShortcut(QKeySequence("Backspace"), self, self._go_back)
        self._back.clicked.connect(self._go_back)
        self._close.clicked.connect(self.close)

    def _lay_out(self) -> None:
        top, both, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._count)
        both.setSpacing(12)
        for name, view in zip(self._names, self.texts, strict=True):
            card = QFrame()
            card.setProperty("kind", "card")
            column = QVBoxLayout(card)
            column.addWidget(name)
            column.addWidget(view)
            both.addWidget(card, 1)
            self._cards.append(card)
        foot.addWidget(self._back)
        foot.addStretch()
        for one in self.choices.values():
            foot.addWidget(one)
        foot.addStretch()
        foot.addWidget(self._close)
        self.question.setFixedHeight(84)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.question)
        layout.addLayout(both, 1)
        layout.addStretch(0)
        layout.addWidget(self.busy)
        layout.addWidget(self.problem)
        layout.addLayout(foot)


def _view() -> PlainEdit:
    made = PlainEdit()
    made.setReadOnly(True)
    made.setProperty("kind", "bare")
    return made
