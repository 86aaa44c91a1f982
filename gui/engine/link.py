"""Keeps the window attached to its engine: finds or starts it, follows its events, restarts it.

States:

- `starting`: the process of the engine is starting;
- `filling`: it responds, but its indexes are not complete yet;
- `ready`;
- `lost`: the connection was lost; the engine is being searched for or restarted;
- `failed`: it will not recover by itself, or a server has never responded; `problem` says what to
  do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from assistant import contracts
from gui.engine.address import Address, Locator, Starting
from gui.engine.call import Stream
from gui.engine.client import Client, reads
from gui.engine.problems import DENIED, not_answering, unreadable

if TYPE_CHECKING:
    from assistant.contracts import Health, ProblemDetails

State = Literal["starting", "filling", "ready", "lost", "failed"]

_LOOK_MS: Final = 30
_START_TIMEOUT_MS: Final = 180_000
"""Long enough for the engine to check, back up or migrate a large store first."""
_RETRY_MS: Final = (200, 500, 1_000, 2_000, 5_000, 10_000)
_RECOUNT_MS: Final = 1_000
"""Throttles the count in the status bar, because an import changes data many times a second."""
_COUNTED: Final = frozenset({"articles", "*"})
_RESTARTS: Final = 3
"""An engine that ends more often than this within `_RESTARTS_MS` is not restarted automatically."""
_RESTARTS_MS: Final = 60_000


@dataclass(frozen=True, slots=True)
class LinkState:
    """State of the link. `health` is the last one received; `remote` means a company server."""

    name: State
    health: Health | None = None
    problem: ProblemDetails | None = None
    remote: bool = False

    @property
    def usable(self) -> bool:
        """Whether the engine responds to requests."""
        return self.name in ("filling", "ready")


class EngineLink(QObject):
    """Attaches one window to an engine.

    Signals:
        changed: A new `LinkState`.
        attached: An engine responds (again); all displayed data should be reloaded.
        data_changed: Topics (frozenset of str) whose data changed; "*" stands for all.
        job_changed: A `Job` whose progress or state changed.
    """

    changed = Signal(object)
    attached = Signal()
    data_changed = Signal(object)
    job_changed = Signal(object)

    def __init__(self, client: Client, locator: Locator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._locator = locator
        self._server: Address | None = None
        self._starting: Starting | None = None
        self._stream: Stream | None = None
        self._seen: int | None = None
        self._known = False
        self._greeted = False
        self._retries = 0
        self._deaths: list[int] = []
        self._clock = QElapsedTimer()
        self._clock.start()
        self._began = 0
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._find)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self._again)
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_RECOUNT_MS)
        self._recount.timeout.connect(self._ask_health)
        self.state = LinkState("starting")

    # ------------------------------------------------------------ requests of the user

    def attach(self, server: Address | None = None) -> None:
        """Attach to the engine of the home, or to a company server; replaces an earlier
        attachment."""
        self.detach()
        self._server = server
        self._seen = None
        self._known = False
        self._began = self._clock.elapsed()
        self._deaths.clear()
        self._retries = 0
        self._set(LinkState("starting", remote=server is not None))
        self._again()

    def retry(self) -> None:
        """Attach again after a failure."""
        self.attach(self._server)

    def detach(self) -> None:
        """Disconnect from the engine; it shuts down by itself when nobody uses it."""
        self._look.stop()
        self._retry.stop()
        self._recount.stop()
        self._let_go()
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    # ------------------------------------------------------------ finding the engine

    def _again(self) -> None:
        if self._server is not None:
            self._follow(self._server)
            return
        self._look.start()
        self._find()

    def _find(self) -> None:
        found = self._locator.find()
        if found is not None:
            self._look.stop()
            self._follow(Address(*found))
        elif self._starting is None:
            self._starting = self._locator.start()
        elif (problem := self._starting.ended()) is not None:
            self._fail(problem)
        elif self._clock.elapsed() - self._began > _START_TIMEOUT_MS:
            self._fail(not_answering())

    def _let_go(self) -> None:
        if self._starting is not None:
            self._starting.release()
            self._starting = None

    def _fail(self, problem: ProblemDetails) -> None:
        self.detach()
        self._set(replace(self.state, name="failed", problem=problem))

    # ------------------------------------------------------------ following its events

    def _follow(self, address: Address) -> None:
        self._client.address = address
        query = {"since": self._seen} if self._seen is not None else None
        stream = self._client.stream("GET", "/events", self, query=query)
        stream.happened.connect(self._on_event)
        stream.failed.connect(self._on_refused)
        stream.ended.connect(self._on_ended)
        self._stream = stream
        self._greeted = False

    def _on_event(self, _: str, data: bytes) -> None:
        try:
            event = contracts.StreamEvent.model_validate_json(data)
        except ValueError:  # pydantic: a newer engine, or another program
            self._fail(unreadable())
            return
        if event.change_seq is not None:
            self._seen = event.change_seq
        if event.health is not None:
            name: State = "ready" if event.health.state == "ready" else "filling"
            self._set(LinkState(name, event.health, remote=self._server is not None))
        if event.type == "hello":
            self._greeted = self._known = True
            self._retries = 0
            # not earlier: the address found may be stale, while the process started here is not
            # ready yet
            self._let_go()
            self.attached.emit()
        elif event.type == "change":
            self.data_changed.emit(frozenset(event.topics))
            if not self._recount.isActive() and not _COUNTED.isdisjoint(event.topics):
                self._recount.start()
        elif event.type == "job" and isinstance(event.job, contracts.Job):
            self.job_changed.emit(event.job)

    def _ask_health(self) -> None:
        """Refresh the status after the number of entries changed."""
        if self._stream is not None and self.state.usable:
            self._client.get("/health", reads(contracts.Health), self).then(self._on_health)

    def _on_health(self, health: Health) -> None:
        if self._stream is not None and self.state.usable:
            name: State = "ready" if health.state == "ready" else "filling"
            self._set(LinkState(name, health, remote=self._server is not None))

    def _on_refused(self, problem: ProblemDetails) -> None:
        if self._server is not None and (problem.status or problem.code == DENIED):
            self._fail(problem)
        else:
            self._set(replace(self.state, name=self._gone(), problem=problem))

    def _on_ended(self) -> None:
        if self._stream is None:
            return
        self._stream = None
        if self._server is None and self._hopeless():
            self._fail(not_answering())
            return
        self._set(replace(self.state, name=self._gone()))
        self._retry.start(_RETRY_MS[min(self._retries, len(_RETRY_MS) - 1)])
        self._retries += 1

    def _hopeless(self) -> bool:
        """Return whether to give up on a local engine that has just ended."""
        now = self._clock.elapsed()
        if not self._greeted:  # a stale address, or an engine that is starting or shutting down
            return now - self._began > _START_TIMEOUT_MS
        self._began = now
        self._deaths = [at for at in self._deaths if now - at < _RESTARTS_MS] + [now]
        return len(self._deaths) > _RESTARTS

    def _gone(self) -> State:
        """Return "failed" for a server that has never responded, else "lost"; both are retried."""
        return "failed" if self._server is not None and not self._known else "lost"

    def _set(self, state: LinkState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
