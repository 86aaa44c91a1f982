"""The trainer's side of a run, as a task's `train` gets it: data, output, progress, stopping."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from assistant.contracts import RunSample
from assistant.errors import CodedError
from training.recipes.base import Recipe
from training.runs import machine
from training.runs.checkpoint import Checkpoints
from training.runs.control import Wish, read_wish
from training.runs.dataset import Dataset
from training.runs.errors import BatteryLowError, DiskLowError
from training.runs.events_file import EventsFile
from training.runs.folder import RunFolder
from training.runs.group import Group
from training.runs.metrics import MetricsFile
from training.runs.rate import Rate
from training.runs.status import Status

_TOLD_EVERY_S = 0.5
_BATTERY_EVERY_S = 20.0
_SAMPLES_KEPT = 5
"""Number of samples that are kept for each measurement."""


class StoppedError(Exception):
    """Raised to stop a run that is paused or cancelled; `because` is the reason if it was not a
    person. A paused run resumes from its last checkpoint."""

    def __init__(self, wish: Wish, because: CodedError | None = None) -> None:
        super().__init__(wish)
        self.wish, self.because = wish, because


class TrainerRun:
    """One start of one run, in the trainer process.

    Attributes:
        recipe, facts, dataset: The recipe, and what `prepare` made from it.
        out: Folder for the trained model; empty at the first start.
        device: The torch device, such as "cpu" or "cuda:0".
        threads: Number of threads to compute with.
        group: This process among those of the run; only the one with `group.is_main` may write.
        checkpoints: Where the run's state is saved; `training.runs.loop` saves and restores it.
    """

    def __init__(
        self, folder: RunFolder, recipe: Recipe, dataset: Dataset, *, device: str, threads: int,
        group: Group, status: Status,
    ) -> None:  # fmt: skip
        self.recipe, self.dataset = recipe, dataset
        self.facts: Mapping[str, Any] = folder.manifest.facts
        self.out: Path = folder.out
        self.device, self.threads, self.group = device, threads, group
        self.checkpoints = Checkpoints(folder.checkpoints)
        self._folder, self._status = folder, status
        self._metrics = MetricsFile(folder.metrics) if group.is_main else None
        self._events: EventsFile | None = None
        self._began = time.monotonic() - status.seconds
        self._told = 0.0
        self._looked_at_battery = 0.0
        self._because: CodedError | None = None
        self._rate = Rate()

    # ------------------------------------------------------------ reporting

    def begin(self, step: int) -> None:
        """Report that training starts at this step; discards figures of later steps."""
        if self._metrics is not None:
            self._metrics.cut(step)
            self._events = EventsFile.begin(self._folder.events, step)
        self._status.stage = "training"
        self._rate = Rate()
        self._tell_now(step)

    def tell(
        self, step: int, steps: int, values: Mapping[str, float] | None = None, *,
        examples: int = 0, at_once: bool = False,
    ) -> None:  # fmt: skip
        """Report progress, and figures of this step (`loss`, `held_out_loss`, `learning_rate` …).

        Args:
            step, steps: Steps taken, and the total.
            values: The figures.
            examples: Examples read in this step by all processes, to compute the speed.
            at_once: Write to the files now, without throttling: after a measurement or at the end.
        """
        values = values or {}
        status = self._status
        rate = self._rate.count(step, examples)
        status.step, status.steps = step, steps
        status.loss = values.get("loss", status.loss)
        status.quality = values.get(self.recipe.quality, status.quality)
        status.rate = rate if rate is not None else status.rate
        left = self._rate.seconds_for(steps - step)
        status.seconds_left = left if left is not None else status.seconds_left
        due = step % max(1, steps // 1000) == 0
        if self._metrics is not None and values and (at_once or due):
            extra = {"rate": rate} if rate else {}
            self._metrics.add(step, self._seconds(), {**values, **extra})
            if self._events is not None:
                self._events.add(step, values)
        if at_once or time.monotonic() - self._told > _TOLD_EVERY_S:
            self._tell_now(step)

    def warn(self, code: str) -> None:
        """Add a warning for the user, by its stable code, to the status; once per code."""
        if code not in self._status.warnings:
            self._status.warnings.append(code)
            self._tell_now(self._status.step)

    def sample(self, items: Iterable[RunSample]) -> None:
        """Store sample outputs of the model in the encrypted dataset."""
        for at, item in enumerate(items):
            if self.group.is_main and at < _SAMPLES_KEPT:
                number = self.dataset.count("samples")
                self.dataset.put("samples", number, item.model_dump())

    # ------------------------------------------------------------ stopping

    def wants(self) -> Wish:
        """Whether to go on, pause or cancel, by the control file and the battery. Cheap: call it at
        every step."""
        return self._battery() or read_wish(self._folder.control)

    def heed(self, save: Callable[[], None]) -> None:
        """Stop if the run is to pause (after calling `save`) or to be cancelled.

        Raises:
            StoppedError: The run stops; do not catch it.
        """
        wish = self.wants() if self.group.is_main else "go"
        self.obey(wish, save)

    def obey(self, wish: Wish, save: Callable[[], None]) -> None:
        """Like `heed`, for a wish that is known already."""
        if wish == "go":
            return
        if wish == "pause":
            save()
        raise StoppedError(wish, self._because)

    def save(self, step: int, state: Mapping[str, Any], *, keep: Iterable[int] = ()) -> None:
        """Save a checkpoint; the other processes wait for the one that writes it.

        Raises:
            StoppedError: The disk has no room, so the run pauses; the checkpoints before remain.
        """
        try:
            if self.group.is_main:
                self.checkpoints.save(step, state, keep=keep)
        except DiskLowError as error:
            self._status.room_needed = error.needed
            raise StoppedError("pause", error) from error
        self.group.wait()

    def _battery(self) -> Wish | None:
        now = time.monotonic()
        if now - self._looked_at_battery > _BATTERY_EVERY_S or not self._looked_at_battery:
            self._looked_at_battery = now
            found = machine.battery()
            code = found.code if found is not None else ""
            if code:
                self.warn(code)
            if code == "battery-low":
                self._because = BatteryLowError(
                    expected=f"{machine.BATTERY_PAUSES} % of battery, or the mains",
                    found="less",
                    remedy="Plug it in: then it resumes by itself",
                )
                return "pause"
        return None

    def _seconds(self) -> float:
        return time.monotonic() - self._began

    def _tell_now(self, step: int) -> None:
        self._told = time.monotonic()
        self._status.step, self._status.seconds = step, self._seconds()
        if self.group.is_main:
            self._status.write(self._folder.status)
