"""Progress of a run, its resources, and the actions available for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.settings.rows import button
from gui.settings.sizes import size
from gui.training import words
from gui.training.run_status_texts import run_state, why
from gui.training.run_warning_texts import warning_text
from gui.widgets.labels import chip, label, restyle

if TYPE_CHECKING:
    from assistant.contracts import Run

GOES: Final = ("preparing", "waiting", "running", "pausing", "judging", "exporting")
OVER: Final = ("done", "failed", "cancelled")
_ANEW: Final = (
    "training.memory", "training.too-few", "training.nothing-learnt", "training.erased",
    "training.base-gone", "training.held-out", "training.damaged",
)  # fmt: skip
"""Error codes after which a run may succeed with other settings, but not with the same ones."""
STANDS: Final = ("paused", "interrupted", "failed")


class RunCard(Retranslated):
    """Shows one run.

    Attributes:
        pause, resume, cancel, remove, again: The buttons.
    """

    def __init__(self) -> None:
        super().__init__()
        self._run: Run | None = None
        self._server = ""
        self.state, self._step = chip(), label("", "muted")
        self.bar = QProgressBar()
        self._facts, self._warnings = label("", "muted", wrap=True), label("", "warn", wrap=True)
        self.why = label("", "", wrap=True)
        self.pause, self.resume, self.cancel, self.remove, self.again = (
            button(), button("main"), button(), button("danger"), button(),
        )  # fmt: skip
        self.resume.setIcon(icon("rotate-ccw", "on_accent"))
        self.resume.setIconSize(BESIDE_TEXT)
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.state)
        top.addWidget(self._step)
        top.addStretch()
        foot.addWidget(self._facts, 1)
        for deed in (self.remove, self.cancel, self.pause, self.again, self.resume):
            foot.addWidget(deed)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.why)
        column.addWidget(self._warnings)
        column.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.retranslate()

    def show_run(self, run: Run, server: str = "") -> None:
        """Show the current state of a run.

        Args:
            server: Name of the server that runs it; "" for this computer.
        """
        self._run, self._server = run, server
        counted = bool(run.steps) and run.state not in ("preparing", "waiting")
        self.bar.setRange(0, run.steps if counted else 0)
        self.bar.setValue(run.step)
        self.bar.setVisible(run.state in GOES or run.state in ("paused", "interrupted"))
        self.pause.setVisible(run.state in ("running", "waiting") or run.resumes)
        self.resume.setVisible(run.state in STANDS)
        self.cancel.setVisible(run.state in (*GOES, "paused", "interrupted"))
        self.cancel.setEnabled(run.state in (*GOES, "paused", "interrupted"))
        for deed in (self.remove, self.again):
            deed.setVisible(run.state in OVER)
        self.pause.setEnabled(True)
        # "Resume" is not highlighted if the run resumes by itself, or if only other settings can
        # help
        anew = run.state == "failed" and run.error is not None and run.error.code in _ANEW
        resumed = not run.resumes and not anew
        restyle(self.resume, "kind", "main" if resumed else "")
        restyle(self.again, "kind", "main" if anew else "")
        self.resume.setIcon(icon("rotate-ccw", "on_accent" if resumed else "muted"))
        self.retranslate()

    def retranslate(self) -> None:
        self.pause.setText(self.tr("Pause"))
        self.resume.setText(self.tr("Resume"))
        self.cancel.setText(self.tr("Cancel the training"))
        self.remove.setText(self.tr("Remove…"))
        self.again.setText(self.tr("Try other settings…"))
        self.again.setToolTip(self.tr("Begin another run, filled in as this one was"))
        self.bar.setAccessibleName(self.tr("Progress"))
        run = self._run
        if run is None:
            return
        self.pause.setText(self.tr("Leave it paused") if run.resumes else self.tr("Pause"))
        self.resume.setText(self._resuming(run))
        self.why.setText(why(run, self._server))
        self.why.setVisible(bool(self.why.text()))
        text, tone = run_state(run)
        self.state.setText(text)
        restyle(self.state, "chip", tone)
        self._step.setText(
            self.tr("Step {done} of {steps}").format(
                done=words.number(run.step), steps=words.number(run.steps)
            )
            if run.steps
            else ""
        )
        self._facts.setText(" · ".join(self._told(run)))
        told = [warning_text(code, self._server) for code in run.warnings]
        self._warnings.setText("\n".join(told))
        self._warnings.setVisible(bool(told))

    def _resuming(self, run: Run) -> str:
        if run.state == "failed" and not run.step:
            return self.tr("Try again")
        return self.tr("Resume now") if run.resumes else self.tr("Resume")

    def _told(self, run: Run) -> list[str]:
        told = []
        if run.state == "running" and run.seconds_left is not None:
            told.append(self.tr("{time} left").format(time=words.duration(run.seconds_left)))
        if run.state == "running" and run.rate:
            rate = words.number(run.rate, 1)
            told.append(self.tr("examples a second: {rate}").format(rate=rate))
        if run.memory_bytes:
            told.append(self.tr("memory {size}").format(size=size(run.memory_bytes)))
        if run.device:
            told.append(self.tr("on {device}").format(device=words.device(run.device)))
        return told
