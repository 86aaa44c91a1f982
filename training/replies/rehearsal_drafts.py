"""Drafts the replies for rehearsal with the base model, by the same code as in serving.

Only the trainer process loads this module.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any, Final

from assistant.models.generation import GenerationRequest
from assistant.models.worker.torch_generator import TorchRuntime
from assistant.models.worker.writer import Start, Writer, Written
from training.replies import trainable_model
from training.replies.bases import Base
from training.replies.encoding import ReplyEncoder
from training.replies.examples import ReplyExample
from training.replies.file_names import REHEARSAL
from training.runs.trainer import TrainerRun

_MOST_TOKENS: Final = 128
"""Maximum length of a draft; a longer one is not used."""


def rehearsed(run: TrainerRun, base: Base, encoder: ReplyEncoder) -> list[ReplyExample]:
    """The rehearsal questions of the dataset, with their drafts.

    The first start of a run writes the drafts and stores them in the dataset; later starts read
    them.

    Raises:
        StoppedError: The run was paused or cancelled; do not catch it.
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
    model = trainable_model.load(base.folder, run.device, frozen=True)
    runtime: Any = TorchRuntime(model, window=base.context, device=run.device)
    # no speculative decoding: checking guessed tokens costs more here than it saves
    writer = Writer(runtime, encoder.vocabulary, encoder.renderer, guesses=0)
    for one in asked:
        run.heed(_nothing_to_save)
        text = _draft(writer, one)
        if text:
            yield ReplyExample(one.prompt, text)
    del model, runtime, writer
    gc.collect()


def _draft(writer: Writer, asked: ReplyExample) -> str:
    """The draft; "" if it is not finished in time, or its prompt had to be shortened."""
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
    """Do nothing: interrupted drafts are written again."""
