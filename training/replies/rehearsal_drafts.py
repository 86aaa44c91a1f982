"""The drafts that are rehearsed: what the model before answers, written as it would be served.

Only the trainer's process loads this module.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any, Final

from assistant.models.generation import GenerationRequest
from assistant.models.worker.torch_generator import TorchRuntime
from assistant.models.worker.writer import Start, Writer, Written
from training.replies import adapting
from training.replies.bases import Base
from training.replies.encoding import ReplyEncoder
from training.replies.examples import ReplyExample
from training.replies.names import REHEARSAL
from training.runs.trainer import TrainerRun

_MOST_TOKENS: Final = 128
"""Of a draft; one that is not over by then is not rehearsed."""


def rehearsed(run: TrainerRun, base: Base, encoder: ReplyEncoder) -> list[ReplyExample]:
    """The questions of the dataset that have something to rehearse, with their drafts.

    The first start writes them and keeps them with the dataset; later ones read them.

    Raises:
        StoppedError: The run pauses or ends here; let it through.
    """
    asked = [ReplyExample.of(body) for body in run.dataset.kept(REHEARSAL) or []]
    waiting = [one for one in asked if not one.reply]
    if waiting and run.group.is_main:
        drafted = list(_drafted(run, waiting, base, encoder))
        asked = [*(one for one in asked if one.reply), *drafted]
        run.dataset.keep(REHEARSAL, [one.body for one in asked])
    run.group.wait()
    kept = run.dataset.kept(REHEARSAL) or []
    return [ReplyExample.of(body) for body in kept]


def _drafted(
    run: TrainerRun, asked: list[ReplyExample], base: Base, encoder: ReplyEncoder
) -> Iterator[ReplyExample]:
    model = adapting.load(base.folder, run.device, frozen=True)
    runtime: Any = TorchRuntime(model, window=base.context, device=run.device)
    # a guess must be checked at once, which costs more here than it saves
    writer = Writer(runtime, encoder.vocabulary, encoder.renderer, guesses=0)
    for one in asked:
        run.heed(_nothing_to_save)
        text = _draft(writer, one)
        if text:
            yield ReplyExample(one.prompt, text)
    del model, runtime, writer
    gc.collect()


def _draft(writer: Writer, asked: ReplyExample) -> str:
    """What is written; "" where it does not come to an end."""
    steps = writer.write(GenerationRequest(asked.prompt, max_tokens=_MOST_TOKENS))
    text = ""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return text.strip() if end.value == "finished" else ""
        if isinstance(step, Start) and step.dropped_passages:
            return ""
        if isinstance(step, Written):
            text += step.text


def _nothing_to_save() -> None:
    """Drafts that were broken off are written again."""
