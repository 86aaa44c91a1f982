"""Runs paused by a low battery or a full disk, not by a person: when they may resume."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from training.runs import machine
from training.runs.control import read_wish
from training.runs.errors import BatteryLowError, DiskLowError
from training.runs.folder import Manifest, RunFolder
from training.runs.status import Status

_SHORT: Final = (BatteryLowError.code, DiskLowError.code)
_MORE_ROOM: Final = 512 << 20
"""Bytes that must be free beyond the next checkpoint, or the run would soon pause again."""


@dataclass(frozen=True, slots=True)
class Sensors:
    """The functions that read the battery and the free disk space."""

    battery: Callable[[], machine.Battery | None] = machine.battery
    disk_free: Callable[[Path], int] = machine.disk_free


def stopped_by_the_machine(folder: RunFolder, manifest: Manifest) -> bool:
    """Whether a run is paused for lack of power or disk space, and no person has paused it too."""
    error = manifest.error if manifest.state == "paused" else None
    return error is not None and error.code in _SHORT and read_wish(folder.control) != "pause"


def is_over(folder: RunFolder, manifest: Manifest, sensors: Sensors) -> bool:
    """Whether the shortage that paused a run is over, with some margin."""
    if manifest.error is not None and manifest.error.code == BatteryLowError.code:
        found = sensors.battery()
        return found is None or not found.code
    needed = Status.read(folder.status).room_needed
    return sensors.disk_free(folder.path) >= needed + _MORE_ROOM
