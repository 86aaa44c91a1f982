"""Drafts from an OpenAI-compatible server on the company's network (vLLM, llama.cpp, Ollama).

Only the configured address is contacted: no proxy, no redirect, no other host. The answer is read
in a separate thread, so that a reply nobody wants any more can be dropped at once.
"""

from __future__ import annotations

import http.client
import json
import queue
import socket
import ssl
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import CodedError
from assistant.models.generation import (
    Begun,
    Ended,
    EndReason,
    GenerationEvent,
    GenerationRequest,
    Piece,
    RemoteModel,
    Waiting,
    written_rate,
)
from assistant.models.generation_errors import (
    PromptLengthError,
    RemoteAddressError,
    RemoteError,
    RemoteRefusedError,
    RemoteUnreachableError,
)
from assistant.models.remote_prompt import ServerRequest, server_request
from assistant.prompt import PromptTooLongError

_TICK_S = 0.2
_CONNECT_S = 10.0
_FAREWELL_S = 0.5
_SILENT_S = 120.0
_LONGEST_LINE = 1 << 20
_LONGEST_TEXT = 1 << 20
_REASONS: dict[str, EndReason] = {"stop": "finished", "length": "length"}


@dataclass(frozen=True, slots=True)
class _Over:
    """The end of the stream; `reason` is the server's finish reason."""

    reason: str


def write_remotely(
    model: RemoteModel, request: GenerationRequest, began: float
) -> Generator[GenerationEvent, None, None]:
    """The events of one reply; closing the generator drops the connection.

    Raises:
        CodedError: The server cannot be reached, refuses, or sends an invalid answer.
    """
    try:
        ask = server_request(model, request)
    except PromptTooLongError:
        too_long = PromptLengthError(
            expected=f"a message that fits into {model.context_tokens} tokens",
            found="a longer one", remedy="Shorten it, or use a model that reads more",
        )  # fmt: skip
        yield Ended("failed", code=too_long.code, detail=str(too_long))
        return
    exchange = _Exchange(model, ask)
    try:
        yield from _followed(exchange, model, request, ask, began)
    finally:
        exchange.close()


def _followed(
    exchange: _Exchange,
    model: RemoteModel,
    request: GenerationRequest,
    ask: ServerRequest,
    began: float,
) -> Generator[GenerationEvent, None, None]:
    tokens, first_ms, size, started = 0, 0.0, 0, time.perf_counter()
    writing = last = started
    limit = request.stop_after_ms / 1000
    while True:
        item = exchange.next(_TICK_S)
        if item is None:
            yield Waiting("reading")
        elif isinstance(item, CodedError):
            raise item
        elif isinstance(item, _Over):
            if not first_ms:
                yield _begun(model, ask)
            reason = _REASONS.get(item.reason, "finished")
            break
        else:
            if not first_ms:
                writing = time.perf_counter()
                first_ms = 1000 * (writing - began)
                yield _begun(model, ask)
                item = item.lstrip()
            tokens, size, last = tokens + 1, size + len(item), time.perf_counter()
            yield Piece(item, 1)
            if size > _LONGEST_TEXT or tokens >= 2 * request.max_tokens:
                reason = "length"
                break
        if limit and time.perf_counter() - started > limit:
            reason = "time"
            break
    seconds = time.perf_counter() - started
    rate = written_rate(tokens, last - writing)
    yield Ended(reason, tokens, round(seconds, 4), round(first_ms, 2), rate)


def _begun(model: RemoteModel, ask: ServerRequest) -> Begun:
    return Begun(
        "remote", "server", model.id, ask.prompt_tokens,
        dropped_passages=ask.fitted.dropped_passages, dropped_turns=ask.fitted.dropped_turns,
    )  # fmt: skip


class _Exchange:
    """One request and its streamed answer, read in a separate thread."""

    def __init__(self, model: RemoteModel, ask: ServerRequest) -> None:
        self._connection = connection(model.url)
        self._items: queue.SimpleQueue[str | _Over | CodedError] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._socket: socket.socket | None = None
        self._path = urlsplit(model.url).path.rstrip("/") + ask.path
        self._thread = threading.Thread(
            target=self._read, args=(ask, _headers(model)), name="draft-server", daemon=True
        )
        self._thread.start()

    def next(self, timeout: float) -> str | _Over | CodedError | None:
        try:
            return self._items.get(timeout=timeout)
        except queue.Empty:
            return None

    def close(self) -> None:
        self._closed.set()
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)  # unblocks a pending read
        if self._thread is not threading.current_thread():  # the garbage collector may close this
            self._thread.join(_FAREWELL_S)  # takes longer only while it is still connecting

    def _read(self, ask: ServerRequest, headers: dict[str, str]) -> None:
        try:
            self._connection.connect()
            # saved: the connection drops its reference if the response announces that it will close
            self._socket = self._connection.sock
            if self._socket is not None:
                self._socket.settimeout(_SILENT_S)
            if self._closed.is_set():
                return
            self._connection.request("POST", self._path, json.dumps(ask.body), headers)
            with self._connection.getresponse() as response:
                _check(response)
                for item in _items(response):
                    self._items.put(item)
        except CodedError as error:
            self._items.put(error)
        except (OSError, http.client.HTTPException) as error:
            self._items.put(_unreachable(type(error).__name__))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            self._items.put(_malformed("an answer that is not a stream of completions"))
        finally:
            self._connection.close()


def connection(url: str) -> http.client.HTTPConnection:
    """A connection to a server's address.

    Raises:
        RemoteAddressError: It is not an http or https address, or it contains a user name or a
            query.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query:
        raise RemoteAddressError(
            expected="an address such as http://models.example:8000/v1",
            found="something else",
            remedy="Correct the address of the server for drafts",
        )
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=_CONNECT_S, context=context)
    return http.client.HTTPConnection(host, port, timeout=_CONNECT_S)


def _headers(model: RemoteModel) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    if model.token:
        headers["Authorization"] = f"Bearer {model.token}"
    return headers


def _check(response: http.client.HTTPResponse) -> None:
    status = response.status
    if status == 200:
        return
    if 300 <= status < 400:
        raise RemoteError(
            expected="an answer from the server that was configured",
            found=f"status {status}, which sends elsewhere; it was not followed",
            remedy="Configure the final address",
        )
    if status in (401, 403):
        raise RemoteRefusedError(
            expected="to be admitted", found=f"status {status}",
            remedy="Check the token for the server for drafts",
        )  # fmt: skip
    if status in (400, 404, 413, 422):
        raise RemoteRefusedError(
            expected="a server that knows this model and this kind of request",
            found=f"status {status}",
            remedy="Check the model's name, the address and its window",
        )
    raise RemoteError(
        expected="an answer", found=f"status {status}", remedy="Look at the server's own log"
    )


def _items(response: http.client.HTTPResponse) -> Iterator[str | _Over]:
    """Texts from the server-sent events, then the end."""
    reason = ""
    while line := response.readline(_LONGEST_LINE):
        if not line.startswith(b"data:"):
            continue
        data = line[5:].strip()
        if data == b"[DONE]":
            yield _Over(reason or "stop")
            return
        told: Any = json.loads(data)
        if "error" in told:
            raise _malformed("an error in the middle of the answer")
        for choice in told.get("choices", [])[:1]:
            text = choice.get("text") or (choice.get("delta") or {}).get("content") or ""
            if not isinstance(text, str):
                raise TypeError
            reason = choice.get("finish_reason") or reason
            if text:
                yield text
    if not reason:
        raise _malformed("an answer that breaks off")
    yield _Over(reason)


def _malformed(found: str) -> RemoteError:
    return RemoteError(
        expected="a stream of completions as OpenAI's API describes it",
        found=found,
        remedy="Check that the address is of an OpenAI-compatible server, and its log",
    )


def _unreachable(found: str) -> RemoteUnreachableError:
    return RemoteUnreachableError(
        expected="the server for drafts to answer",
        found=found,
        remedy="Check that it runs, its address, and the network between",
    )
