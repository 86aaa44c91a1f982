"""A tiny dialogue model that is ready to use, and a prompt with all kinds of guarded values."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path

from assistant.models.convert import own_graph
from assistant.models.generation import (
    Begun,
    Ended,
    GenerationEvent,
    LocalModel,
    Piece,
)
from assistant.prompt import Passage, Prompt, PromptTurn
from tests import tiny_models

PROMPT = Prompt(
    (
        Passage(
            "How long can I return an item?",
            "Yes, within 14 days of delivery. The fee is 4.95. Write to returns@shop.example or "
            "open https://shop.example/returns with your order number {{Order Number}}.",
        ),
        Passage("How long does a refund take?", "A refund takes 3-5 working days after 10:30."),
    ),
    (
        PromptTurn("customer", "Hello, my order AB-1234567 came on 2024-05-01."),
        PromptTurn("agent", "Thank you. What can I do for you?"),
        PromptTurn("customer", "Can I send it back?"),
    ),
)


def local_model(folder: Path, *, own: bool, seed: int = 0) -> LocalModel:
    """Build a model and convert it to int4 and fp32."""
    source = tiny_models.build(folder / "source", own=own, seed=seed)
    for precision in ("int4", "fp32"):
        deque(own_graph.write(source, folder / f"onnx-{precision}", precision), maxlen=0)
    return LocalModel(
        id="tiny-own" if own else "tiny-chat",
        rendering="own" if own else "chat",
        tokenizer=source,
        context_tokens=tiny_models.CONTEXT,
        source=source,
        onnx_int4=folder / "onnx-int4",
        onnx_fp32=folder / "onnx-fp32",
    )


def told(events: Iterable[GenerationEvent]) -> tuple[str, Ended]:
    """The final text and how the reply ended; a new `Begun` discards the text before it."""
    text = ""
    for event in events:
        if isinstance(event, Begun):
            text = ""
        elif isinstance(event, Piece):
            text += event.text
        elif isinstance(event, Ended):
            return text, event
    raise AssertionError("a reply without an end")
