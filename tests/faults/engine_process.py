"""A real engine in a process of its own, that can be killed as a power cut would."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant import engine_file
from assistant.engine_file import Running
from assistant.paths import Home
from tests.nursery import FORKS, Forked
from tests.preloaded_engine import fork_engine

Started = Forked | subprocess.Popen[bytes]
MAIN = Path(__file__).resolve().parents[2] / "main.py"
START_S = 60.0


class Refused(Exception):  # noqa: N818 - an answer, not a fault of the test
    """An answer of 400 or more."""

    def __init__(self, status: int, problem: Any) -> None:
        super().__init__(f"{status} {problem}")
        self.status = status
        self.problem = problem
        self.code = problem.get("code") if isinstance(problem, dict) else None


class Gone(Exception):  # noqa: N818 - what the test is about
    """The engine went away before it answered."""


class EngineProcess:
    """`main.py engine` on one home, forked where it can be from a process that has it loaded.

    Args:
        root: The home folder.
        prefix: A command in front of the interpreter (another user, a limit), which makes it a
            real start.
    """

    def __init__(self, root: Path, *, prefix: tuple[str, ...] = ()) -> None:
        self.home = Home(root)
        self.running: Running | None = None
        self._prefix = prefix
        # not beside the home, whose disk may be full
        folder = Path(tempfile.mkdtemp(prefix="replydesk-tests-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._said = folder / "said"
        self._process: Started | None = None

    # ------------------------------------------------------------ life and death

    def spawn(self) -> Started:
        """Start it and do not wait."""
        if FORKS and not self._prefix:
            self._process = fork_engine(self.home, self._said)
            return self._process
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [*self._prefix, sys.executable, str(MAIN), "engine", "--json",
                 "--home", str(self.home.root)],
                stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                cwd=MAIN.parent, start_new_session=True,
            )  # fmt: skip
        return self._process

    def start(self) -> EngineProcess:
        """Start it and wait until it can be reached."""
        process = self.spawn()
        self.wait(process)
        return self

    def wait(self, process: Started) -> None:
        """Wait until a spawned engine can be reached."""
        end = time.monotonic() + START_S
        while time.monotonic() < end:
            running = _published(self.home, process.pid)
            if running is not None:
                self.running = running
                return
            assert process.poll() is None, f"the engine ended:\n{self.output()}"
            time.sleep(0.01)
        raise AssertionError("the engine does not start")

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self.reap()

    def reap(self) -> int:
        """Wait for the end of the process; returns its status."""
        assert self._process is not None
        status = self._process.wait(60)
        self.running = None
        return status

    def stop(self) -> None:
        """End it as people do."""
        if self._process is None or self._process.poll() is not None:
            return
        try:
            self.call("POST", "/shutdown")
            self.reap()
        except (Gone, subprocess.TimeoutExpired):
            self.kill()

    def output(self) -> str:
        """What it printed."""
        return self._said.read_text("utf-8", errors="replace")

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    # ------------------------------------------------------------ talking to it

    def connect(self, timeout: float = 60) -> http.client.HTTPConnection:
        running = self._reachable()
        return http.client.HTTPConnection(running.host, running.port, timeout=timeout)

    def _reachable(self) -> Running:
        running = self.running  # another thread may kill it meanwhile
        if running is None:
            raise Gone
        return running

    def call(self, method: str, path: str, body: object = None, *, raw: bytes | None = None) -> Any:
        """One request; its answer.

        Raises:
            Refused: The engine answered with a problem.
            Gone: It did not answer.
        """
        connection, token = self.connect(), self._reachable().token
        content = raw if raw is not None else None if body is None else json.dumps(body).encode()
        kind = "application/octet-stream" if raw is not None else "application/json"
        headers = {"Authorization": f"Bearer {token}", "Content-Type": kind}
        try:
            connection.request(method, f"/v1{path}", content, headers)
            response = connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise Gone from error
        finally:
            connection.close()
        said = json.loads(answer) if answer[:1] in (b"{", b"[") else answer
        if response.status >= 400:
            raise Refused(response.status, said)
        return said

    def get(self, path: str, **query: object) -> Any:
        text = "&".join(f"{name}={quote(str(value))}" for name, value in query.items())
        return self.call("GET", f"{path}?{text}" if text else path)

    def ready(self) -> Mapping[str, Any]:
        """Wait until the indexes hold the whole store; the health of then."""
        end = time.monotonic() + START_S
        while time.monotonic() < end:
            health: Mapping[str, Any] = self.get("/health")
            if health["state"] == "ready":
                return health
            time.sleep(0.02)
        raise AssertionError("the indexes do not fill")

    def notices(self) -> list[str]:
        """The codes of what it has to tell, but for the one that every machine here has."""
        codes = [notice["code"] for notice in self.get("/health")["notices"]]
        return [code for code in codes if code != "store.key-in-file"]

    def job(self, id_: int, seconds: float = 300) -> Any:
        """Wait for the end of a job."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            job = self.call("GET", f"/jobs/{id_}")
            if job["state"] not in ("queued", "running"):
                return job
            time.sleep(0.02)
        raise AssertionError(f"a job does not end: {job}")

    def import_file(self, path: Path) -> Any:
        """Import a file and wait for the end."""
        return self.job(self.call("POST", "/imports", {"path": str(path)})["id"])

    def articles(self) -> list[dict[str, Any]]:
        """Every article, page by page."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.call("GET", f"/articles?limit=200{cursor}")
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"

    def memory_mb(self) -> float:
        return float(self.get("/health")["memory_mb"])


@contextmanager
def engine_on(root: Path, **options: Any) -> Iterator[EngineProcess]:
    """An engine for a block; stopped, or killed if it does not stop, at its end."""
    engine = EngineProcess(root, **options)
    try:
        yield engine.start()
    finally:
        if engine.alive:
            engine.stop()


def _published(home: Home, pid: int) -> Running | None:
    running = engine_file._content(home)
    # under a prefix (another user) the engine is a child of what was started
    return running if running is not None and _is_of(running.pid, pid) else None


def _is_of(pid: int, ancestor: int) -> bool:
    if pid == ancestor:
        return True
    try:
        status = Path(f"/proc/{pid}/stat").read_text("ascii")
    except OSError:
        return False
    return int(status.rsplit(") ", 1)[1].split()[1]) == ancestor
