"""The machine's resources: memory, disk, battery, processor cores, GPUs.

The engine uses this module too, so it does not load torch.
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
"""Bytes of memory, and of disk space, that a run must leave free."""
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Machine:
    """The resources at one moment.

    Attributes:
        memory_bytes: Memory available without swapping.
        total_bytes: Total memory.
        disk_bytes: Free space on the disk that holds the runs.
        threads: Threads for the trainer: all physical cores but one.
        device: "cuda" or "cpu", as far as can be told without torch.
        gpus: Number of GPUs.
        gpu_bytes: Memory of the smallest GPU.
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
        """Bytes of memory a run may use on its device."""
        if self.gpus and self.gpu_bytes:
            return self.gpu_bytes
        return max(0, self.memory_bytes - _KEPT_FREE)

    @property
    def disk_for_training(self) -> int:
        """Bytes a run may use on the disk."""
        return max(0, self.disk_bytes - _KEPT_FREE)


@dataclass(frozen=True, slots=True)
class Battery:
    percent: float
    plugged: bool

    @property
    def code(self) -> str:
        """`battery-low`: pause the run; `battery`: warn; "": neither."""
        if self.plugged or self.percent >= BATTERY_WARNS:
            return ""
        return "battery-low" if self.percent < BATTERY_PAUSES else "battery"


def look(folder: Path) -> Machine:
    """The machine's resources now; `folder` is on the disk to look at."""
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
    """The number of physical cores but one, which is left to the assistant."""
    return max(1, (psutil.cpu_count(logical=False) or 2) - 1)


def disk_free(folder: Path) -> int:
    """Bytes free on the disk of a folder, or of its nearest ancestor that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def peak_memory(device: str) -> int:
    """Peak memory of this process in bytes, on the GPU for a CUDA device, else in main memory."""
    if device.startswith("cuda"):
        import torch

        return int(torch.cuda.max_memory_allocated())
    memory = psutil.Process().memory_info()
    return int(getattr(memory, "peak_wset", 0) or _peak_posix() or memory.rss)


def battery() -> Battery | None:
    """The battery; None if there is none or its state cannot be read."""
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
    """Bytes of memory of each NVIDIA GPU; empty if `nvidia-smi` does not answer."""
    command = ["nvidia-smi", "--query-gpu=memory.total", "--format=csv,noheader,nounits"]
    try:
        told = subprocess.run(  # noqa: S603 - no word of it is given from outside
            command, capture_output=True, text=True, timeout=10, check=True
        ).stdout
        return tuple(int(line) * _MEGABYTE for line in told.split())
    except (OSError, subprocess.SubprocessError, ValueError):
        return ()


def _peak_posix() -> int:
    """Peak memory of this process in bytes; 0 on systems without the `resource` module."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak if sys.platform == "darwin" else peak * 1024)
