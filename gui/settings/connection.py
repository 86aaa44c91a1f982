"""The Connection section: the local engine, or a company server."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from assistant.contracts import Health, Me, ProblemDetails
from gui.engine.address import Address
from gui.engine.link import LinkState
from gui.notices import told
from gui.page import WindowContext
from gui.settings import server_token
from gui.settings.probe import Probe, in_the_clear, origin_of
from gui.settings.rows import Choice, Group, button
from gui.settings.section import Section
from gui.settings.trouble import role_names
from gui.widgets.labels import label, restyle
from gui.widgets.problem_card import ProblemCard

_DENIED = 401


class ConnectionSection(Section):
    """Shows the current engine, tests another address, and switches to it."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._state = label("", "strong", wrap=True)
        self._where = label("", "muted", wrap=True)
        self.place = Choice()
        self.address, self.token = QLineEdit(), QLineEdit()
        self.test, self.connect_ = button(), button("main")
        self.outcome = label("", "", wrap=True)
        self.problem = ProblemCard()
        self._probe: Probe | None = None
        self._now, self._choice = Group(), Group()
        self._fill_groups()
        self.body.addWidget(self._now)
        self.body.addWidget(self._choice)
        self._connect_signals()
        self.retranslate()
        self._set_from_preferences()

    def retranslate(self) -> None:
        self.head(
            self.tr("Connection"),
            self.tr("The engine keeps the knowledge and answers. It runs on this computer, or on "
                    "a server of your company that a team shares."),
        )  # fmt: skip
        self._now.say(self.tr("Connected to"))
        self._choice.say(self.tr("Where the engine runs"))
        self.place.setAccessibleName(self.tr("Where the engine runs"))
        self.place.offer([(self.tr("This computer"), False), (self.tr("A company server"), True)])
        for field, name, hint in (
            (self.address, self.tr("Address"), "https://replydesk.example:8443"),
            (self.token, self.tr("Token"), self.tr("Your administrator gives it to you")),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(hint)
        self._address_label.setText(self.tr("Address"))
        self._token_label.setText(self.tr("Token"))
        self.test.setText(self.tr("Test"))
        self.connect_.setText(self.tr("Connect"))
        self._show_state(self.context.link.state)

    # ------------------------------------------------------------ current state

    def _show_state(self, state: LinkState) -> None:
        self._state.setText(self._said(state))
        tones = {"ready": "good", "failed": "bad"}
        restyle(self._state, "kind", tones.get(state.name, "warn"))
        address = self.context.engine.client.address
        where = self.tr("Company server {address}").format(
            address=address.origin if address else ""
        )
        lines = [where if state.remote else self.tr("The engine of this computer")]
        if state.health is not None and state.usable:
            lines.append(self.tr("Version {version}").format(version=state.health.version))
        if state.problem is not None and not state.usable:
            lines.append(self._why(state.problem))
        self._where.setText("\n".join(lines))
        self._enable(probing=self._probe is not None)

    def _why(self, problem: ProblemDetails) -> str:
        if problem.status == _DENIED:
            return self.tr("This server does not know the token. Check it, or ask your "
                           "administrator for a new one.")  # fmt: skip
        return f"{told(problem)}\n{problem.code}"

    def _said(self, state: LinkState) -> str:
        return {
            "starting": self.tr("Connecting"),
            "filling": self.tr("Connected, loading knowledge"),
            "ready": self.tr("Connected"),
            "lost": self.tr("The connection was lost; trying again"),
            "failed": self.tr("Not connected"),
        }[state.name]

    # ------------------------------------------------------------ testing and switching

    def _wanted(self) -> Address | None:
        """Return the address entered; if it is invalid, show why and return None."""
        origin = origin_of(self.address.text())
        if not origin:
            self._tell(
                self.tr("This is not the address of a server. Expected: scheme, name and port, "
                        "such as https://replydesk.example:8443"),
                "bad",
            )  # fmt: skip
            self.address.setFocus()
            return None
        token = self.token.text().strip() or server_token.kept(origin)
        if not token or not token.isascii():
            self._tell(self.tr("A token is needed: your administrator makes one for you."), "bad")
            self.token.setFocus()
            return None
        return Address(origin, token)

    def _test(self) -> None:
        self._try(connect=False)

    def _connect(self) -> None:
        if not self.place.currentData():
            self.context.preferences.change(server="")
            self.outcome.hide()
            self._enable()
            self.context.link.attach(None)
        else:
            self._try(connect=True)

    def _try(self, *, connect: bool) -> None:
        address = self._wanted()
        if address is None:
            return
        self._drop_probe()
        self.outcome.hide()
        self.problem.show_problem(None)
        self.busy.begin(self.tr("Trying the address…"))
        self._enable(probing=True)
        self._probe = probe = Probe(address, self)
        probe.failed.connect(self._on_refused)
        probe.succeeded.connect(
            lambda health, me: self._on_answer(address, health, me, connect=connect)
        )

    def _on_answer(self, address: Address, health: Health, me: Me, *, connect: bool) -> None:
        self._settle()
        text = self.tr(
            "It answers: version {version}, %Ln entries. You are {name}, {role}.", "",
            health.entries,
        )  # fmt: skip
        role = role_names()[me.role]
        self._tell(text.format(version=health.version, name=me.name, role=role), "good")
        if connect:
            self._attach(address)
        elif in_the_clear(address.origin):
            self._tell(self._warning(), "warn", add=True)

    def _attach(self, address: Address) -> None:
        if not server_token.keep(address.origin, address.token):
            self._tell(
                self.tr("This computer has no keyring, so the token is kept for this run only: "
                        "you will be asked for it again."),
                "warn", add=True,
            )  # fmt: skip
        if in_the_clear(address.origin):
            self._tell(self._warning(), "warn", add=True)
        self.token.clear()
        self.context.preferences.change(server=address.origin)
        self.context.link.attach(address)

    def _on_refused(self, problem: ProblemDetails) -> None:
        self._settle()
        if problem.status == _DENIED:
            self._tell(self._why(problem), "bad")
        else:
            self.problem.show_problem(problem)

    def _warning(self) -> str:
        return self.tr("Beware: this address is not encrypted (http), so others on the way can "
                       "read what is sent.")  # fmt: skip

    def _tell(self, text: str, kind: str, *, add: bool = False) -> None:
        self.problem.show_problem(None)
        before = self.outcome.text() if add else ""
        self.outcome.setText(f"{before}\n{text}" if before else text)
        restyle(self.outcome, "kind", kind)
        self.outcome.show()

    def _give_up(self) -> None:
        self._drop_probe()
        self._settle()

    def _drop_probe(self) -> None:
        probe, self._probe = self._probe, None
        if probe is not None:
            probe.deleteLater()

    def _settle(self) -> None:
        self._probe = None
        self.busy.rest()
        self._enable(probing=False)

    # ------------------------------------------------------------ layout

    def _enable(self, *, probing: bool = False) -> None:
        server = bool(self.place.currentData())
        self._form.setVisible(server)
        self.test.setVisible(server)
        self.test.setEnabled(not probing)
        state = self.context.link.state
        there_already = not server and not state.remote and state.name != "failed"
        self.connect_.setEnabled(not probing and not there_already)

    def _set_from_preferences(self) -> None:
        server = self.context.preferences.now.server
        self.address.setText(server)
        self.place.choose(bool(server))
        self._enable()

    def _connect_signals(self) -> None:
        self.place.currentIndexChanged.connect(lambda _: self._enable())
        self.test.clicked.connect(self._test)
        self.connect_.clicked.connect(self._connect)
        self.address.returnPressed.connect(self._test)
        self.token.returnPressed.connect(self._connect)
        self.busy.given_up.connect(self._give_up)
        self.context.link.changed.connect(self._show_state)

    def _fill_groups(self) -> None:
        self._now.add(_padded(self._state, self._where))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self._address_label, self._token_label = label("", "small"), label("", "small")
        self._form = QWidget()
        fields = QVBoxLayout(self._form)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(4)
        for words, field in (
            (self._address_label, self.address),
            (self._token_label, self.token),
        ):
            words.setBuddy(field)
            fields.addWidget(words)
            fields.addWidget(field)
        actions = QWidget()
        line = QHBoxLayout(actions)
        line.setContentsMargins(0, 4, 0, 0)
        line.addStretch()
        line.addWidget(self.test)
        line.addWidget(self.connect_)
        self.outcome.hide()
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._choice.add(_padded(self.place, self._form, self.outcome, self.problem, actions))


def _padded(*widgets: QWidget) -> QFrame:
    made = QFrame()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget)
    return made
