"""Table models of the overview: exports, runs, versions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from gui.engine.wording import in_words
from gui.training import words
from gui.training.run_status_texts import run_state
from gui.widgets.moments import moment
from gui.widgets.presentable import one_line
from gui.widgets.table import Column, RowsModel


class ExportsModel(RowsModel):
    """Table model of `TranscriptSet`s."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(
            (
                Column(lambda: self.tr("Export"), lambda row: one_line(row.name)),
                Column(lambda: self.tr("Tool"), self._tool, 150, drop_below=760),
                Column(lambda: self.tr("What it is worth"), words.worth, 300, drop_below=640),
                Column(
                    lambda: self.tr("State"), lambda row: words.export_states()[row.state][0], 190
                ),
            ),
            parent,
        )

    def _tool(self, row: Any) -> str:
        return in_words(row.examination.detected.title) if row.examination is not None else ""


class RunsModel(RowsModel):
    """Table model of `Run`s."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(
            (
                Column(
                    lambda: self.tr("Run"), lambda row: one_line(words.run_name(row.name, row.kind))
                ),
                Column(lambda: self.tr("Kind"), lambda row: words.kinds()[row.kind], 110),
                Column(
                    lambda: self.tr("Begun"), lambda row: moment(row.created_at), 170,
                    drop_below=760,
                ),
                Column(lambda: self.tr("Progress"), self._progress, 190, drop_below=640),
                Column(lambda: self.tr("State"), lambda row: run_state(row)[0], 150),
            ),
            parent,
        )  # fmt: skip

    def _progress(self, run: Any) -> str:
        if run.state not in ("running", "pausing", "paused", "interrupted") or not run.steps:
            return ""
        done = self.tr("{done} of {steps} steps").format(
            done=words.number(run.step), steps=words.number(run.steps)
        )
        if run.state != "running" or run.seconds_left is None:
            return done
        left = words.duration(run.seconds_left)
        return self.tr("{done}, {time} left").format(done=done, time=left)


class VersionsModel(RowsModel):
    """Table model of `TrainedVersion`s."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(
            (
                Column(lambda: self.tr("What"), lambda row: words.kinds()[row.kind], 120),
                Column(lambda: self.tr("Version"), self._name),
                Column(
                    lambda: self.tr("Made"),
                    lambda row: moment(row.made_at) if row.made_at is not None else "", 170,
                    drop_below=640,
                ),
                Column(lambda: self.tr("State"), self._state, 250),
            ),
            parent,
        )  # fmt: skip

    def _name(self, row: Any) -> str:
        if row.built_in:
            return self.tr("Built in")
        return one_line(words.run_name(row.name, row.kind))

    def _state(self, row: Any) -> str:
        if row.retrain:
            return self.tr("train it again: a customer was erased")
        return self.tr("in use") if row.active else ""


def version_tone(row: Any) -> words.Tone:
    """Return the colour of a version's state."""
    return "warn" if row.retrain else "good"
