"""A worker process from the engine's side: start it, exchange messages, watch it, stop it."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

import psutil

from assistant.errors import CodedError
from assistant.models.generation_errors import WorkerDiedError, WorkerHungError
from assistant.models.worker import wire
from assistant.models.worker.wire import Message
from retrieval.child_process import end

_ROOT = Path(__file__).resolve().parents[2]
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_EXIT_S = 1.0
_LONGEST_LINE = 1 << 24


def worker_command() -> list[str]:
    """The command that runs a worker; a frozen program plays the role itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "model-worker"]
    return [sys.executable, "-B", "-m", "assistant.models.worker.main"]


class WorkerProcess:
    """One process with one model, which starts to load on construction.

    Args:
        asked: The `load` message.
        patience_s: How long it may be silent while it works.
        load_s: How long it may take to load.
        command: The command that starts it.
        changed: Called from another thread when it has loaded and when it ends.

    Raises:
        WorkerDiedError: It could not even be started.
    """

    def __init__(
        self,
        asked: Message,
        *,
        patience_s: float,
        load_s: float,
        command: Sequence[str],
        changed: Callable[[], None],
    ) -> None:
        self._changed = changed
        self._patience_s = patience_s
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._heard_at = time.monotonic()
        self._load_until = self._heard_at + load_s
        self._sending = threading.Lock()
        self._ended = threading.Event()
        self.loaded: Message | None = None
        try:
            self._process = subprocess.Popen(  # noqa: S603  (the command is ours)
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=None if getattr(sys, "frozen", False) else _ROOT,
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            raise _died(type(error).__name__) from error
        self._listener = threading.Thread(target=self._listen, name="model-worker", daemon=True)
        self._listener.start()
        self.send({**asked, "type": "load", "version": wire.VERSION})

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether it runs and has sent nothing invalid."""
        return not self._ended.is_set() and self._process.poll() is None

    def memory_bytes(self) -> int:
        """Resident memory of the process; 0 if it is gone."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def send(self, message: Message) -> None:
        """Send a message; a dead process is detected when its answer is awaited."""
        try:
            line = wire.dump(message)
            with self._sending:
                if self._process.stdin is not None:
                    self._process.stdin.write(line)
                    self._process.stdin.flush()
        except (OSError, ValueError):
            return

    def begin_waiting(self) -> None:
        """Restart the timer that measures its silence."""
        self._heard_at = time.monotonic()

    def receive(self, timeout: float) -> Message | None:
        """Its next message; None if none arrived within `timeout` seconds but one may still come.

        Raises:
            CodedError: It reported that loading failed, died, or has been silent for too long.
        """
        try:
            message = self._messages.get(timeout=timeout)
        except queue.Empty:
            self._judge_silence()
            return None
        if message is None:
            self._messages.put(None)
            raise _died(self._status())
        if message["type"] == "failed" and "id" not in message:
            raise wire.decode_error(message)
        return message

    def close(self, *, at_once: bool = False) -> None:
        """Stop it and wait until it has exited, so that its memory is released."""
        if not at_once:
            self.send({"type": "exit"})
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_EXIT_S)
        end(self._process, self._listener, self._process.stdin)

    def _listen(self) -> None:
        """Read its messages until it ends; anything that is not a message is treated as its end."""
        try:
            with self._process.stdout or nullcontext() as output:
                while output is not None and (line := output.readline(_LONGEST_LINE)):
                    message = wire.load(line)
                    self._heard_at = time.monotonic()
                    if message["type"] == "loaded":
                        self.loaded = message
                        self._changed()
                    self._messages.put(message)
        except (OSError, ValueError, TypeError):
            self._process.kill()
        self._ended.set()
        self._messages.put(None)
        self._changed()

    def _judge_silence(self) -> None:
        now = time.monotonic()
        late = now > self._load_until if self.loaded is None else False
        if self.loaded is not None:
            late = now - self._heard_at > self._patience_s
        if late:
            raise WorkerHungError(
                expected="a sign of life from the process that writes drafts",
                found=f"silence for {self._patience_s:.0f} s" if self.loaded else "it still loads",
                remedy="It is started again; use a smaller model if it happens again",
            )

    def _status(self) -> str:
        try:
            return f"its end with status {self._process.wait(1)}"
        except subprocess.TimeoutExpired:
            return "something that is not a message"


def _died(found: str) -> CodedError:
    return WorkerDiedError(
        expected="the process that writes drafts to keep running",
        found=found,
        remedy="It is started again; use a smaller model if it happens again",
    )
