"""How long tuning the search takes, told before it begins: every stage counted, on steps that this
machine took with some of the pairs.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from assistant.contracts import Estimate, TrainingRequest
from assistant.generators import result_of
from retrieval import default_model
from training.encoders.pace import EXPORT_S, Pace
from training.recipes.search import Search
from training.runs.probe_process import run_probe
from training.sampling import evenly
from training.search.mixing import SHARES
from training.search.pairs import Pairs, collect
from training.search.preparing import guard, longest

if TYPE_CHECKING:
    from assistant.engine import Engine
    from training.runs.machine import Machine

_TRIED: Final = 48
"""Texts that the engine reads, to tell how fast it does."""
_PAIRS: Final = 96
"""Of which some are learnt from and all are read, to tell how fast the trainer does."""
_MATTERS: Final = ("batch", "negatives", "micro_batch")
_DISK: Final = 140 << 20
"""Bytes of what was tuned, in torch's form and in the engine's, and of a copy on the shelf."""
_A_PAIR: Final = 2_500
"""Bytes of a question that is learnt from, in memory: its text, tokens, and vector."""
_AN_ANSWER: Final = 11_000
"""Bytes of an answer in memory: copies of its text, tokens, and four vectors."""
_SEARCHES_S: Final = 0.003
"""Of the judgement: a question through the whole search, beside reading it."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is to read: questions on each side, answers, and the other shop's."""

    learnt: int
    held_out: int
    judged: int
    answers: int
    guarded: int
    guard_answers: int


def estimated(
    engine: Engine, request: TrainingRequest, recipe: Search, machine: Machine
) -> Estimate:
    """What a run would take; errors as in `run_probe`, and `ModelSourceError` where the weights of
    the built-in model are not installed."""
    pairs = result_of(collect(engine, request, recipe.most_pairs))
    learnt = len(pairs.questions["train"])
    enough = learnt >= recipe.least_examples and len(pairs.answers) > 1
    needed = f"{recipe.least_examples} questions with answers are needed; there are {learnt}"
    if not enough:
        return Estimate(
            kind="search", preset=request.preset, examples=learnt, enough=False, why=needed,
            seconds=0, memory_bytes=0, disk_bytes=0, device=machine.device,
        )  # fmt: skip
    pace = _pace(pairs, recipe, machine.threads)
    return Estimate(
        kind="search", preset=request.preset, examples=learnt, enough=True,
        seconds=round(seconds(recipe, _sizes(pairs), pace, _engines(engine, pairs)), 1),
        memory_bytes=memory_bytes(pace, learnt, len(pairs.answers)),
        disk_bytes=_DISK + pace.saved_bytes(),
        device=pace.device,
    )  # fmt: skip


def seconds(recipe: Search, of: Sizes, pace: Pace, engines: tuple[float, float]) -> float:
    """The whole run, from its dataset to its judgement.

    Args:
        engines: Seconds that the engine takes to read a question, and an answer.
    """
    asked, told = engines
    preparing = of.learnt * asked + of.answers * told
    steps = max(1, round(of.learnt * recipe.epochs / recipe.batch))
    learning = of.learnt * pace.read_s + of.answers * pace.told_s + steps * pace.step_s
    measure = (of.held_out + of.guarded) * pace.read_s
    measure += (of.answers + of.guard_answers) * pace.told_s
    # samples of what it finds read all answers again
    measured = recipe.measurements(steps)
    measuring = (measured + len(SHARES)) * measure + measured * of.answers * pace.told_s
    judged = of.judged + of.guarded
    judging = 2 * (judged * (asked + _SEARCHES_S) + (of.answers + of.guard_answers) * told)
    return (
        preparing
        + pace.start_s
        + learning
        + measuring
        + pace.saving_s(measured)
        + EXPORT_S
        + judging
    )


def memory_bytes(pace: Pace, learnt: int, answers: int) -> int:
    """The peak memory of the run; on a graphics processor, of what is there."""
    texts = _A_PAIR * learnt + _AN_ANSWER * answers if pace.device == "cpu" else 0
    return pace.run_bytes() + texts


def _sizes(pairs: Pairs) -> Sizes:
    kept = guard()
    return Sizes(
        learnt=len(pairs.questions["train"]), held_out=len(pairs.questions["held_out"]),
        judged=len(pairs.questions["judge"]), answers=len(pairs.answers),
        guarded=len(kept["questions"]), guard_answers=len(kept["answers"]),
    )  # fmt: skip


def _pace(pairs: Pairs, recipe: Search, threads: int) -> Pace:
    some = evenly(pairs.questions["train"], _PAIRS)
    options = {name: getattr(recipe, name) for name in _MATTERS}
    asked: dict[str, Any] = {
        "kind": "search", "recipe": recipe.model_dump(), "threads": threads,
        "weights": str(default_model.locate_source()), "longest": longest(pairs.answers),
        "questions": [text for text, _ in some],
        "answers": [pairs.answers[number] for _, number in some],
        "read_a_step": _answers_a_step(recipe, len(pairs.answers)),
    }  # fmt: skip
    size = sum(map(len, asked["answers"])) // max(1, len(some)) // 50
    sizes = [asked["longest"], asked["read_a_step"], size, len(some)]
    key = json.dumps(["search", options, threads, sizes])
    return Pace(**run_probe(asked, known_by=key))


def _answers_a_step(recipe: Search, answers: int) -> int:
    """How many answers a step reads: the right ones, and the negatives that are none of them."""
    others = max(0, answers - recipe.batch)
    return recipe.batch + min(recipe.batch * recipe.negatives, others)


def _engines(engine: Engine, pairs: Pairs) -> tuple[float, float]:
    """Seconds that the engine's own model takes to read a question, and an answer."""
    some = evenly(pairs.questions["train"], _TRIED)
    embedder = engine.knowledge.index.embedder
    embedder.encode([some[0][0]], role="query")
    began = time.perf_counter()
    embedder.encode([text for text, _ in some], role="query")
    between = time.perf_counter()
    embedder.encode([pairs.answers[number] for _, number in some], role="passage")
    ended = time.perf_counter()
    return (between - began) / len(some), (ended - between) / len(some)
