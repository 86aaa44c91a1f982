"""Estimates the tuning of the search: all stages, by training steps on some of the pairs."""

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
"""Number of texts that the engine embeds to measure its speed."""
_PAIRS: Final = 96
"""Number of pairs that the probe process gets, for training steps and forward passes."""
_MATTERS: Final = ("batch", "negatives", "micro_batch")
_DISK: Final = 140 << 20
"""Bytes on the disk of a tuned encoder: saved by torch, exported, and published."""
_A_PAIR: Final = 2_500
"""Bytes of memory for a training question: its text, tokens, and vector."""
_AN_ANSWER: Final = 11_000
"""Bytes of memory for an answer: copies of its text, tokens, and four vectors."""
_SEARCHES_S: Final = 0.003
"""Seconds that the search takes for a question of the judgement, without embedding it."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of texts: questions on each side, answers, and those of the other shop."""

    learnt: int
    held_out: int
    judged: int
    answers: int
    guarded: int
    guard_answers: int


def estimated(
    engine: Engine, request: TrainingRequest, recipe: Search, machine: Machine
) -> Estimate:
    """Estimate a run; errors as in `run_probe`, and `ModelSourceError` if the weights of the
    built-in model are not installed."""
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
    """Seconds of the whole run, from its dataset to its judgement.

    Args:
        engines: Seconds that the engine takes to embed a question, and an answer.
    """
    asked, told = engines
    preparing = of.learnt * asked + of.answers * told
    steps = max(1, round(of.learnt * recipe.epochs / recipe.batch))
    learning = of.learnt * pace.read_s + of.answers * pace.told_s + steps * pace.step_s
    measure = (of.held_out + of.guarded) * pace.read_s
    measure += (of.answers + of.guard_answers) * pace.told_s
    # the samples of each measurement embed all answers again
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
    """Peak memory of the run in bytes; on a GPU, only the memory of the GPU."""
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
    """The number of answers that a step encodes: the right ones, and further hard negatives."""
    others = max(0, answers - recipe.batch)
    return recipe.batch + min(recipe.batch * recipe.negatives, others)


def _engines(engine: Engine, pairs: Pairs) -> tuple[float, float]:
    """Seconds that the engine's model takes to embed a question, and an answer, measured."""
    some = evenly(pairs.questions["train"], _TRIED)
    embedder = engine.knowledge.index.embedder
    embedder.encode([some[0][0]], role="query")
    began = time.perf_counter()
    embedder.encode([text for text, _ in some], role="query")
    between = time.perf_counter()
    embedder.encode([pairs.answers[number] for _, number in some], role="passage")
    ended = time.perf_counter()
    return (between - began) / len(some), (ended - between) / len(some)
