"""The hardware of this machine that models can run on, found without loading a runtime."""

from __future__ import annotations

import ctypes.util
import importlib.util
import platform
import sys
from pathlib import Path

import psutil

_MOST_THREADS = 8


def cpu_threads() -> int:
    """Threads for a model: all physical cores but one (for search and the window), at most 8."""
    return max(1, min(_MOST_THREADS, (psutil.cpu_count(logical=False) or 2) - 1))


def torch_may_help() -> bool:
    """Whether torch is installed and there seems to be a graphics processor for it.

    Only a hint: the worker checks again with torch itself, which takes seconds to load.
    """
    if importlib.util.find_spec("torch") is None:
        return False
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    if sys.platform == "win32":
        return ctypes.util.find_library("nvcuda") is not None
    return Path("/dev/nvidiactl").exists() or Path("/dev/kfd").exists()
