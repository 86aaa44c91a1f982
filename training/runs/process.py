"""The trainer process: `main.py train-run HOME RUN`, with the dataset's key on standard input.

It is detached: it continues when the engine ends, and a new engine finds it by its lock and its
status file. Under torchrun or accelerate there are several such processes; each reads one copy of
the key, and only rank 0 writes files.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import filelock
import psutil

from assistant import logs
from assistant.errors import CodedError, InputError, StoreFullError
from assistant.paths import DISK_FULL, OWNER_ONLY_FOLDER, Home
from assistant.problem_details import BUG, problem_of
from assistant.store.keys import KEY_BYTES
from training import recipes
from training.runs import machine
from training.runs.dataset import Dataset
from training.runs.errors import (
    DiskLowError,
    OutOfMemoryError,
    RunStateError,
    base_gone,
    is_out_of_memory,
)
from training.runs.folder import RunFolder, RunFolders, held
from training.runs.status import Status

KEY_RECORD = 65
"""Bytes of one copy of the key on standard input: 64 hexadecimal digits and a line feed. The
engine writes a copy for each process, all in one write, so that each process reads a whole one."""

_log = logging.getLogger(__name__)
_NICENESS = 10


def run(home: Path, run_id: str) -> int:
    """Start or resume the training of a run; returns the exit status. Errors of the training itself
    are not raised but written to the run's status.

    Raises:
        NotFoundError, RunNewerError, RunDamagedError: There is no such run, or it is unreadable.
        RunStateError: Another trainer holds the run's lock.
        InputError: There is no key on standard input.
    """
    folder = RunFolders(Home(home)).get(run_id)
    manifest = folder.read()
    key = _read_key()
    _be_modest()
    is_main = os.environ.get("RANK", "0") == "0"
    with ExitStack() as stack:
        if is_main:
            _hold(folder, stack)
            logs.start(folder.path, name="trainer")
        status = Status.read(folder.status).of_this_process()
        status.threads = machine.threads()
        status.processes = int(os.environ.get("WORLD_SIZE", "1"))
        try:
            folder.check_dataset()
            dataset = Dataset(folder.dataset, key)
            stack.callback(dataset.close)
            recipe = recipes.find(manifest.kind).model_validate(manifest.recipe)
            status.device = _device() if recipe.needs() else "cpu"
            if is_main:
                folder.out.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)  # empty: a copy may lack it
                status.write(folder.status)
            return _train(folder, recipe, dataset, status)
        except Exception as error:  # noqa: BLE001 - the top level of the process
            return _failed(folder, status, error, is_main=is_main)


def _train(folder: RunFolder, recipe: Any, dataset: Dataset, status: Status) -> int:
    from training.runs.group import Group
    from training.runs.trainer import StoppedError, TrainerRun

    if recipe.needs():
        import torch

        torch.set_num_threads(max(1, status.threads // _local_processes()))
    group = Group.join(status.device)
    run = TrainerRun(
        folder, recipe, dataset, device=status.device, threads=status.threads, group=group,
        status=status,
    )  # fmt: skip
    try:
        results = recipe.load_task().train(run)
    except StoppedError as stopped:
        status.stage = "cancelled" if stopped.wish == "cancel" else "paused"
        status.error = problem_of(stopped.because) if stopped.because is not None else None
    else:
        status.stage = "trained"
        status.results = _numbers(results)
        status.seconds_left = 0.0
    if group.is_main:
        status.write(folder.status)
    group.leave()
    return 0


def _failed(folder: RunFolder, status: Status, error: Exception, *, is_main: bool) -> int:
    """Write an error to the status; returns the exit status. A full disk pauses the run instead of
    failing it, as nothing is lost."""
    _log.error("training failed", exc_info=error)
    status.stage = "failed"
    if is_out_of_memory(error):
        error = OutOfMemoryError(
            expected="enough memory",
            found="none left",
            remedy="Close other programs, then resume it",
        )
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        error = DiskLowError(
            expected="room for a checkpoint", found="a full disk", remedy="Free some space"
        )
    if isinstance(error, FileNotFoundError) and _is_base(error, folder):
        error = base_gone()
    if isinstance(error, DiskLowError | StoreFullError):
        status.stage = "paused"
    status.error = problem_of(error) if isinstance(error, CodedError) else BUG
    if is_main:
        status.write(folder.status)
    return 0 if status.stage == "paused" else 1


def _is_base(error: FileNotFoundError, folder: RunFolder) -> bool:
    """Whether the missing file is a model in the home, not a file of the run or of the system."""
    if not isinstance(error.filename, str | bytes):
        return False
    missing, home = Path(os.fsdecode(error.filename)), folder.path.parents[2]
    return missing.is_relative_to(home) and not missing.is_relative_to(folder.path)


def _read_key() -> bytes:
    record = b""
    with suppress(OSError):
        while len(record) < KEY_RECORD and (
            more := os.read(sys.stdin.fileno(), KEY_RECORD - len(record))
        ):
            record += more
    with suppress(ValueError):
        key = bytes.fromhex(record.decode("ascii"))
        if len(key) == KEY_BYTES:
            return key
    raise InputError(
        code="training.key",
        expected="the key of the run's dataset on standard input",
        found="none",
        remedy="Let the engine start it: replydesk runs resume ID",
    )


def _hold(folder: RunFolder, stack: ExitStack) -> None:
    lock = held(folder)
    try:
        lock.acquire(timeout=5)  # `RunFolder.trainer_lives` may hold it for a moment
    except filelock.Timeout:
        raise RunStateError(
            expected="a run that nobody trains",
            found="another trainer",
            remedy="Look at it: replydesk runs list",
        ) from None
    stack.callback(lock.release)


def _be_modest() -> None:
    """Give the assistant and the user precedence: lower the priority, volunteer for the OOM killer
    and limit the threads. Also keeps libraries off the network."""
    with suppress(psutil.Error, OSError, AttributeError):
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if os.name == "nt" else _NICENESS)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")
    os.environ.setdefault("OMP_NUM_THREADS", str(machine.threads()))
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # libraries must not look for newer files on the network
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"


def _device() -> str:
    import torch

    if torch.cuda.is_available():
        index = int(os.environ.get("LOCAL_RANK", "0"))
        torch.cuda.set_device(index)
        return f"cuda:{index}"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _local_processes() -> int:
    return max(1, int(os.environ.get("LOCAL_WORLD_SIZE", "1")))


def _numbers(results: Mapping[str, float]) -> dict[str, float]:
    import math

    return {name: float(value) for name, value in results.items() if math.isfinite(value)}
