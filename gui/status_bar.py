"""The status bar: engine, models, number of entries, and whether data leaves this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QStatusBar

from gui import writer_words
from gui.engine.link import LinkState
from gui.notices import told
from gui.widgets.labels import label, plain_tip, restyle

if TYPE_CHECKING:
    from assistant.contracts import ModelStatus

_TONES = {"starting": "warn", "filling": "warn", "ready": "good", "lost": "warn", "failed": "bad"}

_APART: Final = 12
"""Space between two items, in pixels."""


class StatusBar(QStatusBar):
    """Displays a `LinkState`.

    Signals:
        retry: The user wants to try the engine again.
    """

    retry = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 0, 10, 0)
        self._state = LinkState("starting")
        self._engine = label("", "small")
        self._writer = label("", "small")
        self._status: ModelStatus | None = None
        self._model = label("", "small")
        self._knowledge = label("", "small")
        self._network = label("", "small")
        self._again = QPushButton()
        self._again.setProperty("kind", "link")
        self._again.clicked.connect(self.retry)
        for widget in (self._engine, self._again, self._writer, self._model, self._knowledge):
            widget.setContentsMargins(0, 0, _APART, 0)
            self.addWidget(widget)
        self.addPermanentWidget(self._network)
        self.show_state(self._state)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.show_state(self._state)
        super().changeEvent(event)

    def show_writer(self, status: ModelStatus | None) -> None:
        """Show what writes drafts; None hides it, because it is unknown."""
        self._status = status
        self._writer.setVisible(status is not None)
        if status is not None:
            said = writer_words.writer(status)
            self._writer.setText(self.tr("Drafts: {writer}").format(writer=said))
            trouble = writer_words.trouble(status)
            restyle(self._writer, "kind", "warn" if trouble else "small")
            self._writer.setToolTip(plain_tip(trouble))
        self._network.setText(self._reached(self._state))

    def show_state(self, state: LinkState) -> None:
        """Show the state of the engine."""
        self._state = state
        self.show_writer(self._status)
        self._engine.setText(f"●  {self._said(state)}")
        restyle(self._engine, "kind", _TONES[state.name])
        health = state.health
        self._model.setVisible(health is not None)
        self._knowledge.setVisible(health is not None)
        if health is not None:
            self._model.setText(
                self.tr("Search: {model}").format(model=health.embedding_model.split("@")[0])
            )
            self._knowledge.setText(self.tr("Knowledge: %Ln entries", "", health.entries))
        self._again.setVisible(state.name == "failed")
        self._again.setText(self.tr("Try again"))
        self._network.setText(self._reached(state))
        problem = state.problem
        self._engine.setToolTip(plain_tip(told(problem)) if problem else "")

    def _reached(self, state: LinkState) -> str:
        """Return a text that names the connections beyond this computer."""
        if state.remote:
            return self.tr("Connected to your company's server")
        if self._status is not None and self._status.backend == "remote":
            return self.tr("Drafts are written on your company's server")
        return self.tr("No connection beyond this computer")

    def _said(self, state: LinkState) -> str:
        if state.name == "filling" and state.health is not None and state.health.entries:
            share = min(99, 100 * state.health.indexed // state.health.entries)
            return self.tr("Loading knowledge, {share} %").format(share=share)
        return {
            "starting": self.tr("Engine starting"),
            "filling": self.tr("Loading knowledge"),
            "ready": self.tr("Engine ready"),
            "lost": self.tr("Engine restarting, nothing you typed is lost"),
            "failed": self.tr("Engine failed"),
        }[state.name]
