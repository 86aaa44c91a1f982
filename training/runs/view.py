"""A run as the API shows it, combined from the engine's `run.json` and the trainer's status."""

from __future__ import annotations

from pathlib import Path

import psutil

from assistant.contracts import Run, TrainingRequest
from assistant.contracts.training import RunState
from training import recipes
from training.runs import shortage
from training.runs.control import read_wish
from training.runs.folder import Manifest, RunFolder
from training.runs.status import Status

ACTIVE: tuple[RunState, ...] = ("preparing", "waiting", "running", "judging", "exporting")
"""States in which a run proceeds without any action of a person."""


def view(folder: RunFolder, *, active_model: str = "") -> Run:
    """The API's view of one run.

    Args:
        active_model: The model of its kind that is in use.

    Raises:
        RunNewerError, RunDamagedError: Its folder cannot be read.
    """
    manifest = folder.read()
    status = Status.read(folder.status)
    return Run(
        id=manifest.id, kind=manifest.kind, name=manifest.name, preset=manifest.preset,
        state=shown_state(folder, manifest), created_at=manifest.created_at,
        finished_at=manifest.finished_at, step=status.step, steps=status.steps, loss=status.loss,
        quality=status.quality, quality_name=_quality_name(manifest),
        rate=status.rate if manifest.state == "running" else None,
        seconds_left=status.seconds_left if manifest.state == "running" else None,
        memory_bytes=memory_of(status.process()) if manifest.state == "running" else 0,
        device=status.device,
        warnings=list(dict.fromkeys([*manifest.warnings, *status.warnings])),
        error=manifest.error, model=manifest.model,
        resumes=shortage.stopped_by_the_machine(folder, manifest),
        active=bool(manifest.model) and manifest.model == active_model,
        estimate=manifest.estimate,
    )  # fmt: skip


def asked_of(folder: RunFolder, *, owner: bool) -> TrainingRequest:
    """The request of a run, to start another one like it; errors as in `view`.

    Args:
        owner: Whether the engine's own user asks. Others get the names of table files without
            their folders.
    """
    asked = folder.read().request
    names = [Path(one).name for one in asked.tables]
    return asked if owner else asked.model_copy(update={"tables": names})


def memory_of(process: psutil.Process | None) -> int:
    """Resident memory of a process in bytes; 0 if it has ended."""
    try:
        return int(process.memory_info().rss) if process is not None else 0
    except psutil.Error:
        return 0


def shown_state(folder: RunFolder, manifest: Manifest) -> RunState:
    """The state to show: "pausing" if the trainer has been asked to pause but has not yet."""
    if manifest.state == "running" and read_wish(folder.control) == "pause":
        return "pausing"
    return manifest.state


def _quality_name(manifest: Manifest) -> str:
    known = manifest.kind in recipes.MODULES
    return recipes.find(manifest.kind).quality if known else ""
