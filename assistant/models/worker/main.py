"""The worker's process: loads one model, then serves requests for replies until the pipe closes.

One thread listens, so that a cancellation is noticed while the main thread computes. The process
gives up rights that writing does not need: it opens no connection and starts no program.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from assistant.errors import CodedError
from assistant.models import manifest
from assistant.models.generation import GenerationRequest, written_rate
from assistant.models.generation_errors import ModelLoadError, ModelMemoryError, WorkerFailedError
from assistant.models.worker import wire
from assistant.models.worker.wire import Message

_TOGETHER_S = 0.008
"""Text within this time is sent as one message: readers show frames, not tokens."""
_ALIVE_S = 0.25
_POLITE = 5
_LOST = 3
"""Exit status when the engine is gone."""
_FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen",
    "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile",
)  # fmt: skip


def main() -> int:
    """Serve the pipe on standard input and output."""
    os.environ |= {
        "ORT_DISABLE_TELEMETRY": "1", "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false",
    }  # fmt: skip
    output = _own_output()
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    pipe = _Pipe(output)
    listener = threading.Thread(target=pipe.listen, args=(sys.stdin.buffer,), daemon=True)
    listener.start()
    asked = wire.load(line)
    sys.addaudithook(_refuse)
    try:
        writer, told = load(asked)
    except Exception as error:  # noqa: BLE001 - the process's outermost handler
        pipe.send(wire.encode_error(_coded(error)))
        return 0
    pipe.send({"type": "loaded", **told})
    for message in pipe.requests():
        if not _serve(pipe, writer, int(message["id"]), wire.decode_request(message), told):
            return 1
    return 0


def load(asked: Message) -> tuple[Any, Message]:
    """Load a model; returns its writer and the content of the `loaded` message.

    Raises:
        CodedError: Files are damaged, memory is insufficient, or the device is missing.
    """
    from assistant.models.worker.rendering import Vocabulary, renderer
    from assistant.models.worker.writer import Writer

    folder, tokenizer = Path(asked["folder"]), Path(asked["tokenizer"])
    if asked.get("root"):
        _verify(Path(asked["root"]), folder, tokenizer)
    vocabulary = Vocabulary(tokenizer)
    rendered = renderer(asked["rendering"], vocabulary, tokenizer)
    runtime = _runtime(asked, folder)
    guesses = {"guesses": int(asked["guesses"])} if "guesses" in asked else {}
    writer = Writer(runtime, vocabulary, rendered, **guesses)
    told = {"backend": asked["backend"], "device": runtime.device, "window": runtime.window}
    return writer, {"version": wire.VERSION, "model": asked["model"], **told}


def _verify(root: Path, *folders: Path) -> None:
    """Verify the files that are read against the checksums of the model's manifest."""
    below = tuple(f"{folder.relative_to(root).as_posix()}/" for folder in folders)
    manifest.verify(root, manifest.read(root), below=below)


def _runtime(asked: Message, folder: Path) -> Any:
    window, threads = int(asked["window"]), int(asked["threads"])
    if asked["backend"] == "torch":
        from assistant.models.worker import torch_generator

        device = asked["device"]
        return torch_generator.load(folder, window=window, threads=threads, device=device)
    from assistant.models.worker.onnx_generator import OnnxRuntime

    _let_others_go_first()
    return OnnxRuntime(folder, backend=asked["backend"], window=window, threads=threads)


def _serve(
    pipe: _Pipe, writer: Any, number: int, request: GenerationRequest, told: Message
) -> bool:
    """Write one reply; False if the process should not write another."""
    try:
        for message in _messages(pipe, writer, number, request, told):
            pipe.send({"id": number, **message})
    except Exception as error:  # noqa: BLE001 - the process's outermost handler
        coded = _coded(error)
        pipe.send({**wire.encode_error(coded), "id": number})
        return coded.fault == "input"
    return True


def _messages(
    pipe: _Pipe, writer: Any, number: int, request: GenerationRequest, told: Message
) -> Iterator[Message]:
    from assistant.models.worker.writer import PromptProgress, Start

    began = time.perf_counter()
    text, count, sent, total, first, now = "", 0, 0.0, 0, 0.0, 0.0
    reason = "cancelled"
    steps = writer.write(request)
    while not pipe.is_cancelled(number):
        try:
            step = next(steps)
        except StopIteration as over:
            reason = over.value
            break
        if isinstance(step, PromptProgress):
            yield {"type": "reading", "done": step.done, "total": step.total}
        elif isinstance(step, Start):
            yield {
                "type": "begun", "backend": told["backend"], "device": told["device"],
                "model": told["model"], "prompt_tokens": step.prompt_tokens,
                "reused_tokens": step.reused_tokens, "dropped_passages": step.dropped_passages,
                "dropped_turns": step.dropped_turns,
            }  # fmt: skip
        else:
            text, count, total = text + step.text, count + 1, total + 1
            now = time.perf_counter()
            first = first or now - began
            if now - sent > (_TOGETHER_S if text else _ALIVE_S):
                yield {"type": "piece", "text": text, "tokens": count}
                text, count, sent = "", 0, now
    steps.close()
    if count:
        yield {"type": "piece", "text": text, "tokens": count}
    yield {
        "type": "ended", "reason": reason, "tokens": total,
        "seconds": round(time.perf_counter() - began, 4), "first_token_ms": round(1000 * first, 2),
        "rate": written_rate(total, now - began - first),
    }  # fmt: skip


class _Pipe:
    """The pipe to the engine: one thread listens, the main thread sends."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._waiting: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._cancelled: set[int] = set()

    def listen(self, source: BinaryIO) -> None:
        """Read messages until the engine closes the pipe or says exit, then end the process."""
        while line := source.readline():
            message = wire.load(line)
            if message["type"] == "generate":
                self._waiting.put(message)
            elif message["type"] == "cancel":
                self._cancelled.add(int(message["id"]))
            else:
                break
        self._waiting.put(None)
        time.sleep(_ALIVE_S)
        os._exit(_LOST)

    def requests(self) -> Iterator[Message]:
        """Requests in order, until the engine says exit."""
        while (message := self._waiting.get()) is not None:
            self._cancelled = {id_ for id_ in self._cancelled if id_ >= int(message["id"])}
            yield message

    def is_cancelled(self, number: int) -> bool:
        """Whether this reply was cancelled."""
        return number in self._cancelled

    def send(self, message: Message) -> None:
        """Send a message; end the process if the engine is gone."""
        try:
            self._output.write(wire.dump(message))
            self._output.flush()
        except OSError:
            os._exit(_LOST)


def _own_output() -> BinaryIO:
    """The pipe to the engine; whatever libraries print goes to the null device."""
    own = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return own


def _coded(error: Exception) -> CodedError:
    if isinstance(error, CodedError):
        return error
    if isinstance(error, MemoryError):
        return ModelMemoryError(
            expected="memory for the model and its cache",
            found="that the system has no more",
            remedy="Close other programs, or use a smaller model",
        )
    if isinstance(error, ImportError):
        return ModelLoadError(
            expected="the library that runs this model",
            found=f"no {error.name or 'library'}",
            remedy="Install the product again",
        )
    return WorkerFailedError(
        expected="the model to write",
        found=type(error).__name__,
        remedy="Try again; verify the model if it happens again",
    )


def _let_others_go_first() -> None:
    """Lower the priority: search and the window share the processor with the model."""
    import psutil

    polite = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", _POLITE)
    with suppress(psutil.Error, OSError):
        psutil.Process().nice(polite)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


if __name__ == "__main__":
    sys.exit(main())
