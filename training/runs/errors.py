"""Coded errors that keep a run from starting or continuing, with what to do about each.

The first line of a class's docstring is shown to users as the error's title.
"""

from __future__ import annotations

from typing import Final

from assistant.errors import ConflictError, InputError, MachineError, NotFoundError


class RunRefusedError(InputError):
    """The run would learn nothing worth having"""

    code = "training.refused"


class RunNewerError(MachineError):
    """The run was written by a newer program"""

    code = "training.newer"


class RunDamagedError(MachineError):
    """The run's folder is not whole"""

    code = "training.damaged"


class BaseGoneError(MachineError):
    """The model that the run begins with is not there any more"""

    code = "training.base-gone"


class TrainerError(MachineError):
    """The training process could not go on"""

    code = "training.ended"


class OutOfMemoryError(MachineError):
    """Not even one example fits into memory"""

    code = "training.memory"


class DiskLowError(MachineError):
    """The next checkpoint would not fit onto the disk"""

    code = "training.disk"
    needed: int = 0
    """Bytes that must be free for the checkpoint; 0 if the error is not about a checkpoint."""


class BatteryLowError(MachineError):
    """The battery is nearly empty"""

    code = "training.battery"


class RunStateError(ConflictError):
    """The run is not in a state for that"""

    code = "training.state"


class LearntFromErasedError(ConflictError):
    """The run was learning from somebody who was erased"""

    code = "training.erased"


_NO_MEMORY: Final = ("out of memory", "allocate memory", "status_alloc_failed")
"""Parts of torch's messages when an allocation fails: on CUDA, Metal, the CPU, in cuBLAS."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error of Python or torch means that memory ran out. Does not load torch."""
    if isinstance(error, MemoryError):
        return True
    said = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in said for words in _NO_MEMORY)


def written_by_a_newer(found: str, format_: int) -> RunNewerError:
    """The error for a folder or file whose format is newer than `format_`."""
    return RunNewerError(
        expected=f"a run of format {format_} or older",
        found=found,
        remedy="Update Replydesk: the run was made with a newer version",
    )


def base_gone() -> BaseGoneError:
    """The error for a run whose base model was removed or replaced."""
    return BaseGoneError(
        expected="the model that the run begins with",
        found="that it was removed or replaced",
        remedy="Begin the run again, with a model that is there",
    )


def learnt_from_erased() -> LearntFromErasedError:
    """The error for a run whose dataset holds words of a customer who was erased."""
    return LearntFromErasedError(
        expected="a run without anybody who was erased",
        found="words of somebody who was erased",
        remedy="Start it again: it will learn without them",
    )


def unknown_run() -> NotFoundError:
    """The error for an id that belongs to no run."""
    return NotFoundError(
        expected="a run of this engine",
        found="none with this id",
        remedy="List them: replydesk runs list",
    )
