"""An erased customer leaves the runs: datasets are emptied, and what still learns is ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from assistant.errors import StoreDamagedError
from assistant.store.database import Change
from assistant.told import problem_of
from training.erasures import erased_since
from training.runs.engine_steps import JUDGEMENT, opened
from training.runs.errors import (
    RunDamagedError,
    RunNewerError,
    RunStateError,
    learnt_from_erased,
)
from training.runs.folder import RunFolder, RunFolders

if TYPE_CHECKING:
    from assistant.engine import Engine

_log = logging.getLogger(__name__)
_OVER = ("done", "cancelled")


class Forgetting:
    """Follows the erasures of an engine's store.

    Args:
        engine, folders: Whose, and its runs.
        cancel: Ends a run that something is still done for.
        also: Told the keyed hashes of what tells those who are to be forgotten.
    """

    def __init__(
        self, engine: Engine, folders: RunFolders, cancel: Callable[[str], object],
        also: Callable[[set[str]], object],
    ) -> None:  # fmt: skip
        self._engine, self._folders, self._cancel, self._also = engine, folders, cancel, also
        self._seen = 0

    def follow(self) -> None:
        """Forget whom the store has forgotten, now and from now on."""
        self._look()
        self._engine.store.follow(self._on_change)

    def _on_change(self, change: Change) -> None:
        if "audit" in change.topics:  # every erasure is in the log of who did what
            self._look()

    def _look(self) -> None:
        """In the thread of the erasure: when that has returned, it is done here too."""
        gone, newest = erased_since(self._engine.store, self._seen)
        if newest == self._seen:
            return
        for folder in self._folders.every():
            self._try("a run could not forget", partial(self._forget, folder, gone))
        self._try("what belongs to no run could not forget", partial(self._also, gone))
        self._seen = newest

    def _try(self, failed: str, forget: Callable[[], object]) -> None:
        """A fault here must not break the erasure, nor keep it from what comes behind."""
        try:
            forget()
        except Exception:  # noqa: BLE001 - whatever it is, it is tried again at the next start
            _log.exception(failed)

    def _forget(self, folder: RunFolder, gone: set[str]) -> None:
        if not folder.dataset.exists():
            return
        try:
            with opened(self._engine, folder) as dataset:
                if dataset.customers().isdisjoint(gone):
                    return
                self._end(folder)
                # figures and labels may stay; drafts, answers and pairs have somebody's words
                dataset.clear(but=(JUDGEMENT,))
        except StoreDamagedError:
            # whose words are in it, nobody can tell any more
            self._end(folder)
            for path in folder.path.glob(f"{folder.dataset.name}*"):
                path.unlink(missing_ok=True)

    def _end(self, folder: RunFolder) -> None:
        """End what is still done for a run; one whose state cannot be read is left to whoever
        removes it."""
        with suppress(RunStateError, RunDamagedError, RunNewerError):
            if folder.read().state not in _OVER:
                self._cancel(folder.id)
                error = problem_of(learnt_from_erased(), 409)
                folder.change(error=error, finished_at=datetime.now(UTC))
