"""The first-run screen: language, three ways to start, and where data is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.engine.link import LinkState
from gui.first_run.choice import ChoiceButton
from gui.first_run.demo import DemoImport
from gui.language import LANGUAGES
from gui.page import Retranslated, WindowContext
from gui.settings.recovery import RecoveryRow
from gui.widgets.busy import Busy
from gui.widgets.labels import label
from gui.widgets.problem_card import ProblemCard
from gui.widgets.sign import Sign

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails

_WIDTH: Final = 692
KEY_IN_FILE: Final = "store.key-in-file"


class Welcome(Retranslated):
    """The content of the screen.

    Signals:
        chosen: `import`, `demo` (it has been added) or `empty`.
    """

    chosen = Signal(str)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.demo = DemoImport(context, self)
        self._title, self._text = label("", "title"), label("", "muted", wrap=True)
        self.languages: dict[str, QPushButton] = {}
        self.import_own = ChoiceButton("upload")
        self.add_demo = ChoiceButton("sparkles")
        self.begin_empty = ChoiceButton("pencil")
        self._busy = Busy()
        self._problem = ProblemCard()
        self._privacy = label("", "muted", wrap=True)
        self.key = RecoveryRow(context)
        self._key_card = QFrame()
        self._key_text = label("", "warn", wrap=True)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.import_own)
        self._on_link(context.link.state)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Welcome to Replydesk"))
        self._text.setText(self.tr("It finds the answers your company already has."))
        self.import_own.say(
            self.tr("Import your FAQ"),
            self.tr("A table, documents or solved conversations. You see a preview first."),
        )
        self.add_demo.say(
            self.tr("Look around in the demo"),
            self.tr("An invented shop with 20 conversations. You can remove it in one step."),
        )
        self._say_empty()
        self._say_privacy()
        self._key_text.setText(
            self.tr(
                "This computer has no keyring, so the key of that file lies in a file beside "
                "it, readable by you only. Keep a copy of the recovery key elsewhere."
            )
        )
        for code, button in self.languages.items():
            button.setAccessibleName(self.tr("Language: {name}").format(name=LANGUAGES[code]))
            button.setChecked(self.context.language.code == code)

    def _say_privacy(self) -> None:
        if self.context.link.state.remote:
            self._privacy.setText(
                self.tr(
                    "You work on your company's server: what you import and write is kept "
                    "there, and goes nowhere else."
                )
            )
        else:
            self._privacy.setText(
                self.tr(
                    "Nothing leaves this computer: what you import and write is kept in one "
                    "encrypted file here, and no account is needed."
                )
            )

    def _say_empty(self) -> None:
        health = self.context.link.state.health
        if health is not None and health.entries:
            self.begin_empty.say(
                self.tr("Continue with what is there"),
                self.tr("Entries in the knowledge base: {count}.").format(count=health.entries),
            )
        else:
            self.begin_empty.say(
                self.tr("Start empty"),
                self.tr("Write the first answers yourself, or import something later."),
            )

    # ------------------------------------------------------------ events

    def _on_link(self, state: LinkState) -> None:
        """Enable what requires the engine once it is available."""
        self._enable()
        self.add_demo.setVisible(not state.remote)
        notices = state.health.notices if state.health is not None else []
        in_file = any(notice.code == KEY_IN_FILE for notice in notices)
        self._key_card.setVisible(in_file and not state.remote)
        self._say_empty()
        self._say_privacy()
        if self.demo.running:
            return
        if state.usable or state.name == "failed":
            self._busy.rest()
        else:
            self._busy.begin(self.tr("The engine is starting"), cancellable=False)

    def _enable(self) -> None:
        free = not self.demo.running
        for button in (self.import_own, self.add_demo):
            button.setEnabled(free and self.context.link.state.usable)
        self.begin_empty.setEnabled(free)

    def _add_demo(self) -> None:
        self._problem.show_problem(None)
        self._busy.begin(self.tr("Adding the demo"))
        self.demo.begin()
        self._enable()

    def _on_demo_in(self) -> None:
        self._busy.rest()
        self.chosen.emit("demo")

    def _on_demo_failed(self, problem: ProblemDetails | None) -> None:
        self._busy.rest()
        self._problem.show_problem(problem)
        self._enable()

    def _change_language(self, code: str) -> None:
        self.context.preferences.change(language=code)
        self.context.language.choose(code)

    def _connect(self) -> None:
        self.import_own.clicked.connect(lambda: self.chosen.emit("import"))
        self.begin_empty.clicked.connect(lambda: self.chosen.emit("empty"))
        self.add_demo.clicked.connect(self._add_demo)
        self.demo.progressed.connect(self._busy.progress)
        self.demo.finished.connect(self._on_demo_in)
        self.demo.failed.connect(self._on_demo_failed)
        self._busy.given_up.connect(self.demo.cancel)
        self.context.link.changed.connect(self._on_link)

    # ------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 28, 0, 28)
        inner.setSpacing(14)
        inner.addStretch(2)
        inner.addLayout(self._head())
        inner.addSpacing(10)
        ways = QHBoxLayout()
        ways.setSpacing(16)
        for button in (self.import_own, self.add_demo, self.begin_empty):
            ways.addWidget(button)
        ways.addStretch()
        inner.addLayout(ways)
        inner.addWidget(self._busy)
        inner.addWidget(self._problem)
        inner.addSpacing(6)
        inner.addLayout(self._privacy_line())
        inner.addWidget(self._key_warning())
        inner.addStretch(3)
        holder = QWidget()
        middle = QHBoxLayout(holder)
        middle.setContentsMargins(16, 0, 16, 0)
        middle.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _head(self) -> QHBoxLayout:
        mark = Sign("message-square-reply", size=44)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(mark)
        line.addLayout(words, 1)
        group = QButtonGroup(self)
        for code, name in LANGUAGES.items():
            button = QPushButton(name)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.clicked.connect(lambda _, code=code: self._change_language(code))
            group.addButton(button)
            self.languages[code] = button
            line.addWidget(button)
        return line

    def _privacy_line(self) -> QHBoxLayout:
        sign = Sign("shield-check", "good", 20)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._privacy, 1)
        return line

    def _key_warning(self) -> QFrame:
        """Create the warning for a computer without a keyring: the key is as safe as the user's
        files."""
        self._key_card.setProperty("notice", "warn")
        layout = QVBoxLayout(self._key_card)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(0)
        self._key_text.setContentsMargins(16, 0, 16, 0)
        layout.addWidget(self._key_text)
        layout.addWidget(self.key)
        return self._key_card
