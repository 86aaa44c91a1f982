"""The Answers section: confidence threshold, similar replies, and the embedding model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QSpinBox, QWidget

from assistant.contracts import EngineSettings, EngineSettingsChange
from gui.page import WindowContext
from gui.settings.demo import DemoRow
from gui.settings.embedding_model import EmbeddingModelRow
from gui.settings.floor_preview import FloorPreview, percent
from gui.settings.rows import Group, button
from gui.settings.section import Section
from gui.widgets.switch import Switch


class AnswersSection(Section):
    """Settings of the engine, which apply to all connected users."""

    topics = frozenset({"settings"})
    needs = "lead"

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._settings: EngineSettings | None = None
        self.floor, self.spin = QSlider(Qt.Orientation.Horizontal), QSpinBox()
        for control in (self.floor, self.spin):
            control.setRange(0, 100)
        self.spin.setFixedWidth(70)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.save, self.measured = button("main"), button()
        self.similar = Switch()
        self.preview = FloorPreview(context)
        self.demo = DemoRow(context)
        self._sure, self._also = Group(), Group()
        self._floor_row = self._sure.row()
        self._floor_row.below.addWidget(self._floor_line())
        self._floor_row.below.addWidget(self.preview)
        self._similar_row = self._also.row(self.similar)
        self.model = EmbeddingModelRow(context)
        self._also.add(self.model)
        self._also.add(self.demo)
        self.body.addWidget(self._sure)
        self.body.addWidget(self._also)
        self._connect()
        self.retranslate()

    def read(self) -> None:
        self.ask(self.context.engine.settings(self), self._show)
        self.demo.look()

    def retranslate(self) -> None:
        self.head(
            self.tr("Knowledge and answers"),
            self.tr("These belong to the engine: they hold for everybody who is connected to it."),
        )
        self._sure.say(self.tr("How sure an answer must be"))
        self._floor_row.say(
            self.tr("Confidence floor"),
            self.tr("An answer below it is not offered. Higher: fewer and surer cards. Lower: "
                    "more, of which some will not fit."),
        )  # fmt: skip
        self.floor.setAccessibleName(self.tr("Confidence floor"))
        self.spin.setAccessibleName(self.tr("Confidence floor in per cent"))
        self.spin.setSuffix(self.tr(" %"))
        self.save.setText(self.tr("Save"))
        self._also.say(self.tr("What is searched, and how"))
        self._similar_row.say(
            self.tr("Replies of similar solved conversations"),
            self.tr("Offered besides the answers of your knowledge base, with personal data "
                    "taken out."),
        )  # fmt: skip
        self._say_measured()

    # ------------------------------------------------------------ confidence threshold

    def _show(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._set_floor(round(self._in_force() * 100))
        self.similar.blockSignals(True)
        self.similar.setChecked(settings.similar_replies)
        self.similar.blockSignals(False)
        self.model.show_model(settings.embedding_model)
        self._say_measured()

    def _in_force(self) -> float:
        settings = self._settings
        if settings is None:
            return 0.0
        chosen = settings.confidence_floor
        return chosen if chosen >= 0 else settings.measured_floor

    def _set_floor(self, share: int) -> None:
        """Update both controls and the preview without saving."""
        for control in (self.floor, self.spin):
            control.blockSignals(True)
            control.setValue(share)
            control.blockSignals(False)
        # use the exact value if unchanged: a rounded one might cross the confidence of an entry
        exact = round(self._in_force() * 100) == share
        self.preview.at(
            self._in_force() if exact else share / 100, similar=self.similar.isChecked()
        )
        self.save.setEnabled(not exact)

    def _save_floor(self) -> None:
        change = EngineSettingsChange(confidence_floor=self.spin.value() / 100)
        self._change(change)

    def _use_measured(self) -> None:
        self._change(EngineSettingsChange(confidence_floor=-1))

    def _change_similar(self, on: bool) -> None:
        self.preview.at(self.spin.value() / 100, similar=on)
        self._change(EngineSettingsChange(similar_replies=on))

    def _change(self, change: EngineSettingsChange) -> None:
        def refused(problem: Any) -> None:
            self.context.notices.problem(problem)
            if self._settings is not None:
                self._show(self._settings)

        call = self.context.engine.change_settings(change, self)
        self.do(call, self.tr("Saving…"), self._saved, refused)

    def _saved(self, settings: EngineSettings) -> None:
        self._show(settings)
        self.context.notices.tell(self.tr("Saved. It holds from the next question on."), "good")

    def _say_measured(self) -> None:
        settings = self._settings
        if settings is None:
            return
        text = self.tr("Use the measured floor, {share}")
        self.measured.setText(text.format(share=percent(settings.measured_floor)))
        self.measured.setVisible(settings.confidence_floor >= 0)

    # ------------------------------------------------------------ layout

    def _connect(self) -> None:
        self.floor.valueChanged.connect(self._set_floor)
        self.spin.valueChanged.connect(self._set_floor)
        self.save.clicked.connect(self._save_floor)
        self.measured.clicked.connect(self._use_measured)
        self.similar.toggled.connect(self._change_similar)

    def _floor_line(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.floor, 1)
        line.addWidget(self.spin)
        line.addWidget(self.save)
        self._floor_row.below.addWidget(made)
        self._floor_row.below.addWidget(self.measured, 0, Qt.AlignmentFlag.AlignLeft)
        self.measured.hide()
        return made
