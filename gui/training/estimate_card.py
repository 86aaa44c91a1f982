"""Estimate of a run and its start button: a bar that stays visible below the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gui.engine.wording import in_words
from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.settings.rows import button
from gui.settings.sizes import size
from gui.training import words
from gui.widgets.busy import Busy
from gui.widgets.labels import label, restyle

if TYPE_CHECKING:
    from assistant.contracts import Estimate


class EstimateCard(Retranslated):
    """Shows an estimate, or that one is being made.

    Attributes:
        start: The button that starts the run.
        busy: Shows the progress of the estimate call.
    """

    def __init__(self) -> None:
        super().__init__()
        self._estimate: Estimate | None = None
        self.says, self.takes = label("", "strong", wrap=True), label("", "muted", wrap=True)
        self.busy, self.start = Busy(), button("main")
        self.start.setEnabled(False)
        self.start.setIcon(icon("sparkles", "on_accent"))
        self.start.setIconSize(BESIDE_TEXT)
        said = QVBoxLayout()
        said.setSpacing(1)
        for part in (self.says, self.takes, self.busy):
            said.addWidget(part)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 12)
        line.setSpacing(16)
        line.addLayout(said, 1)
        line.addWidget(self.start, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.retranslate()

    def show_estimate(self, estimate: Estimate | None) -> None:
        """Show an estimate; None if there is none."""
        self._estimate = estimate
        self.start.setEnabled(estimate is not None and estimate.enough)
        self.retranslate()

    def retranslate(self) -> None:
        self.start.setText(self.tr("Start the training"))
        estimate = self._estimate
        for part in (self.says, self.takes):
            part.setVisible(estimate is not None)
        if estimate is None:
            return
        if estimate.enough:
            text = self.tr("Expected time: {time}, on {device}").format(
                time=words.duration(estimate.seconds), device=words.device(estimate.device)
            )
        else:
            text = in_words(estimate.why) or self.tr("There is not enough to learn from.")
        self.says.setText(text)
        restyle(self.says, "kind", "strong" if estimate.enough else "warn")
        self.takes.setText(
            self.tr("Examples: {examples} · memory: {memory} · disk: {disk}").format(
                examples=words.number(estimate.examples), memory=size(estimate.memory_bytes),
                disk=size(estimate.disk_bytes),
            )
        )  # fmt: skip
