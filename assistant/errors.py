"""Coded errors of the engine: what was expected, what was found, what to do.

The base classes are in `retrieval.errors`, shared by both packages. Codes are stable: they appear
in the documentation and in users' scripts, and are never reused.

The first line of an error class's docstring is shown to users as its title (see `title_of`).
"""

from __future__ import annotations

from retrieval.errors import CodedError, Fault, InputError, MachineError

__all__ = [
    "CodedError",
    "ConflictError",
    "EngineRunningError",
    "EngineUnreachableError",
    "Fault",
    "HomeUnwritableError",
    "InputError",
    "KeyMissingError",
    "KeyWrongError",
    "MachineError",
    "NotFoundError",
    "RefusedError",
    "StoreDamagedError",
    "StoreFullError",
    "StoreNewerError",
    "title_of",
]

_TITLES = {
    "actor.name-taken": "Another person has, or had, this name",
    "actor.owner": "The owner cannot be disabled",
    "article.changed-meanwhile": "Somebody else changed it first",
    "article.told-apart": "An article does not differ from itself",
    "article.merge": "An article cannot be merged with itself",
    "customer.identifier-taken": "It belongs to another customer",
    "erase.nobody": "Nobody is known by this",
    "erase.several": "Several people share this",
    "import.source-removed": "The source was removed meanwhile",
    "macro.name-taken": "Another text has this name",
    "shelf.present": "The model is on the shelf already",
    "shelf.no-previous": "There is no model to go back to",
    "shelf.built-in": "The model came with the program",
    "job.over": "The job is over already",
    "transcripts.busy": "A job works on these transcripts",
    "transcripts.file-changed": "The file was changed since it was examined",
    "transcripts.file-gone": "The file is no longer held",
    "training.switching": "Another version is being put to use",
    "training.table-gone": "The table is no longer held",
    "transcripts.not-approved": "The transcripts are not approved",
    "transcripts.nothing": "Nothing of it can be used",
    "transcripts.state": "The transcripts are not as far as that",
}
"""Titles for codes that are more specific than their error class."""


def title_of(error: CodedError) -> str:
    """Return the title of an error: that of its code, else its class's first docstring line."""
    return _TITLES.get(error.code) or (type(error).__doc__ or "").split("\n")[0].rstrip(".")


class NotFoundError(InputError):
    """The thing asked for is not (or no longer) there."""

    code = "not-found"


class ConflictError(InputError):
    """It conflicts with the current state."""

    code = "conflict"


class RefusedError(InputError):
    """The actor may not do this, or the request is not safe to serve."""

    code = "refused"


class EngineRunningError(MachineError):
    """Another engine owns this home."""

    code = "engine.running"


class EngineUnreachableError(MachineError):
    """No engine answers and none could be started."""

    code = "engine.unreachable"


class HomeUnwritableError(MachineError):
    """The home folder cannot be written."""

    code = "home.unwritable"


class KeyMissingError(MachineError):
    """The store is there, its key is not."""

    code = "store.key-missing"


class KeyWrongError(InputError):
    """The key given does not open this store."""

    code = "store.key-wrong"


class StoreDamagedError(MachineError):
    """The database file fails its checks."""

    code = "store.damaged"


class StoreFullError(MachineError):
    """The disk is full: the change was not made."""

    code = "store.full"


class StoreNewerError(MachineError):
    """The store was written by a newer program."""

    code = "store.newer"
