"""Removes erased customers from runs: clears the datasets and cancels runs still in progress."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from assistant.errors import StoreDamagedError
from assistant.problem_details import problem_of
from assistant.store.database import Change
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
        engine, folders: The engine whose store is followed, and its runs.
        cancel: Cancels a run that is not over.
        also: Called with the keyed hashes of the erased customers, for data outside the runs.
    """

    def __init__(
        self, engine: Engine, folders: RunFolders, cancel: Callable[[str], object],
        also: Callable[[set[str]], object],
    ) -> None:  # fmt: skip
        self._engine, self._folders, self._cancel, self._also = engine, folders, cancel, also
        self._seen = 0

    def follow(self) -> None:
        """Apply the erasures made so far, then every new one as it happens."""
        self._look()
        self._engine.store.follow(self._on_change)

    def _on_change(self, change: Change) -> None:
        if "audit" in change.topics:  # every erasure is in the audit log
            self._look()

    def _look(self) -> None:
        """Apply new erasures. Runs in the erasing thread, so both are done when that returns."""
        gone, newest = erased_since(self._engine.store, self._seen)
        if newest == self._seen:
            return
        for folder in self._folders.every():
            self._try("a run could not forget", partial(self._forget, folder, gone))
        self._try("what belongs to no run could not forget", partial(self._also, gone))
        self._seen = newest

    def _try(self, failed: str, forget: Callable[[], object]) -> None:
        """Log any exception: it must not break the erasure or keep it from the other runs."""
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
                # the judgement has figures and labels only; everything else has customers' words
                dataset.clear(but=(JUDGEMENT,))
        except StoreDamagedError:
            # it can no longer be told whose words are in it, so all of it is deleted
            self._end(folder)
            for path in folder.path.glob(f"{folder.dataset.name}*"):
                path.unlink(missing_ok=True)

    def _end(self, folder: RunFolder) -> None:
        """Cancel a run that is not over. One whose state cannot be read is left as it is, for a
        person to remove."""
        with suppress(RunStateError, RunDamagedError, RunNewerError):
            if folder.read().state not in _OVER:
                self._cancel(folder.id)
                error = problem_of(learnt_from_erased(), 409)
                folder.change(error=error, finished_at=datetime.now(UTC))
