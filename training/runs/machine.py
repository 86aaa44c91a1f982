"""What this machine can give a run, and what it is short of: memory, disk, battery, graphics.

Looked at from the engine too, so without torch.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import psutil

from assistant.models.devices import torch_may_help

BATTERY_PAUSES: Final = 15
"""Percent below which a run on battery pauses."""
BATTERY_WARNS: Final = 30
_KEPT_FREE = 1 << 30
"""Bytes of memory and of disk that a run leaves to everybody else."""
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is now.

    Attributes:
        memory_bytes: Memory that can be had without swapping.
        total_bytes: All memory there is.
        disk_bytes: Free room where runs lie.
        threads: For the trainer: all cores but one.
        device: "cpu", "cuda" or "mps", as far as can be told without torch.
        gpus: How many graphics processors.
        gpu_bytes: Memory of the smallest of them.
    """

    memory_bytes: int
    total_bytes: int
    disk_bytes: int
    threads: int
    device: str = "cpu"
    gpus: int = 0
    gpu_bytes: int = 0

    @property
    def memory_for_training(self) -> int:
        """Bytes a run may take on the device it would use."""
        if self.gpus and self.gpu_bytes:
            return self.gpu_bytes
        return max(0, self.memory_bytes - _KEPT_FREE)

    @property
    def disk_for_training(self) -> int:
        """Bytes a run may take on the disk."""
        return max(0, self.disk_bytes - _KEPT_FREE)


@dataclass(frozen=True, slots=True)
class Battery:
    percent: float
    plugged: bool

    @property
    def code(self) -> str:
        """`battery-low`: pause; `battery`: warn; "" nothing to say."""
        if self.plugged or self.percent >= BATTERY_WARNS:
            return ""
        return "battery-low" if self.percent < BATTERY_PAUSES else "battery"


def look(folder: Path) -> Machine:
    """The machine as it is now; `folder` tells the disk."""
    gpus = _gpus() if torch_may_help() else ()
    memory = psutil.virtual_memory()
    return Machine(
        memory_bytes=memory.available,
        total_bytes=memory.total,
        disk_bytes=disk_free(folder),
        threads=threads(),
        device="cuda" if gpus else "cpu",
        gpus=len(gpus),
        gpu_bytes=min(gpus, default=0),
    )


def threads() -> int:
    """All physical cores but one, which the assistant needs."""
    return max(1, (psutil.cpu_count(logical=False) or 2) - 1)


def disk_free(folder: Path) -> int:
    """Bytes free on the disk of a folder, or of the nearest one above it that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def peak_memory(device: str) -> int:
    """The most memory that this process, or its share of a graphics processor, had (bytes)."""
    if device.startswith("cuda"):
        import torch

        return int(torch.cuda.max_memory_allocated())
    memory = psutil.Process().memory_info()
    return int(getattr(memory, "peak_wset", 0) or _peak_posix() or memory.rss)


def battery() -> Battery | None:
    """The battery, where there is one that tells."""
    sensors = getattr(psutil, "sensors_battery", None)
    try:
        found = sensors() if sensors is not None else None
    except OSError:  # a container may have no /sys to look at
        return None
    if found is None or found.power_plugged is None:
        return None
    return Battery(float(found.percent), bool(found.power_plugged))


@cache
def _gpus() -> tuple[int, ...]:
    """Bytes of memory of each NVIDIA processor; none where their tool does not answer."""
    command = ["nvidia-smi", "--query-gpu=memory.total", "--format=csv,noheader,nounits"]
    try:
        told = subprocess.run(  # noqa: S603 - no word of it is given from outside
            command, capture_output=True, text=True, timeout=10, check=True
        ).stdout
        return tuple(int(line) * _MEGABYTE for line in told.split())
    except (OSError, subprocess.SubprocessError, ValueError):
        return ()


def _peak_posix() -> int:
    """The most memory this process had, where the system counts it."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak if sys.platform == "darwin" else peak * 1024)
