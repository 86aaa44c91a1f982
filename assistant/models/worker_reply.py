"""One reply of a worker: request it, follow it to its end, cancel it when nobody reads it."""

from __future__ import annotations

import time
from collections.abc import Generator

from assistant.models.generation import (
    Begun,
    Ended,
    GenerationEvent,
    GenerationRequest,
    Piece,
    Waiting,
)
from assistant.models.worker import wire
from assistant.models.worker.wire import Message
from assistant.models.worker_process import WorkerProcess

_TICK_S = 0.2


def follow(
    worker: WorkerProcess, number: int, request: GenerationRequest, began: float
) -> Generator[GenerationEvent, None, None]:
    """Request a reply and pass on its events.

    Args:
        number: The request's id; ids increase.
        began: When the request was made, by `time.perf_counter`.

    Raises:
        CodedError: The worker failed, died or hung. A refused request is an `Ended` event instead.
    """
    worker.begin_waiting()
    worker.send(wire.encode_request(number, request))
    waited_ms = 1000 * (time.perf_counter() - began)
    over = False
    try:
        while not over:
            message = worker.receive(_TICK_S)
            if message is None:
                yield Waiting("reading")
            elif message.get("id") == number:
                event = _event(message, waited_ms)
                over = isinstance(event, Ended)
                yield event
    finally:
        if not over:
            worker.send({"type": "cancel", "id": number})


def _event(message: Message, waited_ms: float) -> GenerationEvent:
    kind = message["type"]
    if kind == "piece":
        return Piece(message["text"], message["tokens"])
    if kind == "reading":
        return Waiting("reading", message["done"], message["total"])
    if kind == "begun":
        return Begun(
            backend=message["backend"], device=message["device"], model_id=message["model"],
            prompt_tokens=message["prompt_tokens"], reused_tokens=message["reused_tokens"],
            dropped_passages=message["dropped_passages"], dropped_turns=message["dropped_turns"],
        )  # fmt: skip
    if kind == "ended":
        first = message["first_token_ms"] + waited_ms if message["first_token_ms"] else 0.0
        return Ended(
            message["reason"], message["tokens"], message["seconds"], round(first, 2),
            message["rate"],
        )  # fmt: skip
    error = wire.decode_error(message)
    if error.fault == "input":
        return Ended("failed", code=error.code, detail=str(error))
    raise error
