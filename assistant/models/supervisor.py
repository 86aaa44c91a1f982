"""Manages the model that writes: starts its worker, watches it, falls back, and stops it.

One reply is written at a time; others wait for their turn and report that. A worker that dies,
hangs or runs out of memory only delays the reply: it is started over, first in the same way, then
in the next one (see `backends`). If no way is left, the last failure is reported.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from assistant.contracts.drafts import DraftFallback, ModelStatus
from assistant.errors import CodedError
from assistant.models.backends import Way, after, load_message, ways
from assistant.models.generation import (
    Backend,
    DialogueModel,
    Ended,
    FellBack,
    GenerationEvent,
    GenerationRequest,
    LocalModel,
    RemoteModel,
    Waiting,
)
from assistant.models.generation_errors import NoModelError, WorkerDiedError, WorkerHungError
from assistant.models.remote import write_remotely
from assistant.models.worker_process import WorkerProcess, worker_command
from assistant.models.worker_reply import follow

Events = Generator[GenerationEvent, None, None]

_TICK_S = 0.2
_AGAIN = {WorkerDiedError.code: 2, WorkerHungError.code: 1}
"""Retries of one reply in the same way, by error code. Two after a death, because a worker that
died between two replies may be noticed only when the second is requested."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a worker may be silent, in seconds, and how often it may fail.

    Args:
        working_s: While it reads or writes: a large model's chunk on a slow CPU takes seconds.
        loading_s: Until it is loaded.
        deaths: After so many failures within `within_s`, the last way left is not tried again for
            the same reply.
        within_s: The time span for `deaths`; also, how long after a failure a server is asked
            again.
    """

    working_s: float = 30.0
    loading_s: float = 300.0
    deaths: int = 4
    within_s: float = 60.0


class Supervisor:
    """Runs the model in use, in a worker process or on a server.

    Args:
        patience: When a worker counts as hung.
        command: The command that starts a worker.
        guesses: Upper limit of tokens copied speculatively from the prompt at once; by default the
            worker decides.
        changed: Called when the state may have changed, from any thread.
    """

    def __init__(
        self,
        *,
        patience: Patience | None = None,
        command: Sequence[str] | None = None,
        guesses: int | None = None,
        changed: Callable[[], None] | None = None,
    ) -> None:
        self._patience = patience or Patience()
        self._command = list(command or worker_command())
        self._changed = changed or (lambda: None)
        self._extra = {} if guesses is None else {"guesses": guesses}
        self._turn = threading.Lock()
        self._state = threading.RLock()
        self._ways: list[Way] = []
        self._all_ways: list[Way] = []
        self._worker: WorkerProcess | None = None
        self._requests = 0
        self._busy = False
        self._fallback: DraftFallback | None = None
        self._code = ""
        self._deaths: deque[float] = deque()
        self._generation = 0

    # ------------------------------------------------------------ which model

    def load(
        self,
        model: DialogueModel,
        *,
        otherwise: LocalModel | None = None,
        backend: Backend | None = None,
    ) -> None:
        """Use this model from now on; it loads in the background.

        Args:
            otherwise: A local model to fall back on when a server fails.
            backend: Use this backend only; for measurements.
        """
        self._choose(ways(model, otherwise, backend=backend))
        with self._state:
            if self._ways and self._ways[0].backend != "remote" and self._worker is None:
                try:
                    self._start()
                except CodedError as error:
                    self._code = error.code
        self._changed()

    def unload(self) -> None:
        """Use no model; returns when the memory of the previous one has been released."""
        self._choose([])
        self._changed()

    def _choose(self, found: list[Way]) -> None:
        with self._state:
            self._ways, self._all_ways = found, list(found)
            self._generation += 1
            self._fallback, self._code = None, ""
            self._deaths.clear()
        self._let_go()

    def status(self) -> ModelStatus:
        """Which model writes now, and its state."""
        with self._state:
            if not self._ways:
                failed = bool(self._code)
                return ModelStatus(state="failed" if failed else "off", code=self._code,
                                   fallback=self._fallback)  # fmt: skip
            way, worker = self._ways[0], self._worker
            told = (worker.loaded if worker else None) or {}
            remote = isinstance(way.model, RemoteModel)
            ready = remote or bool(told) or worker is None
            return ModelStatus(
                state="busy" if self._busy else "ready" if ready else "loading",
                model=way.model.id, backend=way.backend,
                device="server" if remote else str(told.get("device", "")),
                memory_bytes=worker.memory_bytes() if worker else 0,
                fallback=self._fallback, code=self._code,
            )  # fmt: skip

    def worker_pid(self) -> int | None:
        """The id of the process that holds the model."""
        with self._state:
            return self._worker.pid if self._worker else None

    # ------------------------------------------------------------ writing

    def generate(self, request: GenerationRequest) -> Events:
        """The events of one reply; closing the generator stops the writing within one token.

        Nothing is raised: the last event is `Ended`, with a code if it failed.
        """
        began = time.perf_counter()
        while not self._turn.acquire(timeout=_TICK_S):
            yield Waiting("turn")
        try:
            self._say_busy(True)
            yield from self._attempts(request, began)
        finally:
            self._say_busy(False)
            self._turn.release()

    def _attempts(self, request: GenerationRequest, began: float) -> Events:
        again = 0
        self._ask_the_server_again()
        while True:
            with self._state:
                way = self._ways[0] if self._ways else None
                generation = self._generation
            if way is None:
                yield self._no_way()
                return
            try:
                yield from self._written(way, request, began)
                return
            except CodedError as error:
                failed = error
            with self._state:
                if generation != self._generation:
                    continue  # another model was chosen in the meantime
            once_more = again < _AGAIN.get(failed.code, 0)
            fell = self._fall(way, failed, once_more=once_more)
            again = again + 1 if once_more else 0
            if fell is None:
                yield Ended("failed", code=failed.code, detail=str(failed))
                return
            yield fell

    def _written(self, way: Way, request: GenerationRequest, began: float) -> Events:
        if isinstance(way.model, RemoteModel):
            yield from write_remotely(way.model, request, began)
            return
        worker = self._ready_worker()
        worker.begin_waiting()
        while worker.loaded is None:
            worker.receive(_TICK_S)
            if worker.loaded is None:
                yield Waiting("loading")
        with self._state:
            self._requests += 1
            number = self._requests
        yield from follow(worker, number, request, began)

    def _ready_worker(self) -> WorkerProcess:
        with self._state:
            worker = self._worker
        if worker is not None and worker.is_alive():
            return worker
        self._let_go(at_once=True)
        with self._state:
            return self._worker or self._start()

    def _fall(self, way: Way, failed: CodedError, *, once_more: bool) -> FellBack | None:
        """Prepare another attempt; None if there is none left."""
        if way.backend != "remote":
            self._let_go(at_once=True)
        with self._state:
            self._code = failed.code
            now = time.monotonic()
            self._deaths.append(now)
            while self._deaths and now - self._deaths[0] > self._patience.within_s:
                self._deaths.popleft()
            left = self._ways if once_more else after(self._ways, failed.code)
            tired = len(self._deaths) >= self._patience.deaths and len(left) <= 1
            if not left or tired:
                # keep the last way for later replies: the failure may be temporary
                self._ways = left or self._ways
                return None
            self._ways = left
            told = DraftFallback(code=failed.code, from_backend=way.backend,
                                 to_backend=left[0].backend, detail=str(failed))  # fmt: skip
            same = self._fallback is not None and self._fallback == told
            self._fallback = told
        self._changed()
        return FellBack(failed.code, way.backend, left[0].backend, str(failed), told=same)

    def _ask_the_server_again(self) -> None:
        """Go back to a server that failed some time ago; it may be up again.

        Local ways that failed are not retried: nothing about them has changed.
        """
        with self._state:
            left = bool(self._all_ways) and self._all_ways[0].backend == "remote"
            failed_at = self._deaths[-1] if self._deaths else 0.0
            if left and time.monotonic() - failed_at > self._patience.within_s:
                self._ways = list(self._all_ways)

    def _no_way(self) -> Ended:
        error = _no_model()
        return Ended("failed", code=error.code, detail=str(error))

    def _start(self) -> WorkerProcess:
        """Start a worker for the first way; the caller holds the state lock, and there is no
        worker.
        """
        if not self._ways:
            raise _no_model()
        self._worker = WorkerProcess(
            {**load_message(self._ways[0]), **self._extra},
            patience_s=self._patience.working_s,
            load_s=self._patience.loading_s,
            command=self._command,
            changed=self._changed,
        )
        return self._worker

    def _let_go(self, *, at_once: bool = False) -> None:
        """Stop the worker. Not to be called with the state lock held: its listener may be waiting
        for it.
        """
        with self._state:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.close(at_once=at_once)

    def _say_busy(self, busy: bool) -> None:
        with self._state:
            self._busy = busy
        self._changed()


def _no_model() -> NoModelError:
    return NoModelError(
        expected="a model that writes drafts",
        found="none in use",
        remedy="Choose one: replydesk models list, replydesk models use ID",
    )
