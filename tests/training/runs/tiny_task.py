"""A minimal but real task: a bag-of-words embedding with a logistic head, trained on generated
sentences, exported as a table of numbers, judged and put to use."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from assistant.contracts import Estimate, Judgement, Measure, RunSample, TrainingRequest
from assistant.erasure.people import hashed
from assistant.jobs import Step
from training.recipes.base import option
from training.recipes.looped import LoopedRecipe
from training.recipes.task import Prepared, Task, Trained
from training.runs.dataset import Dataset

MARKER = "the heron keeps its marmalade in Zwingenberg"
CUSTOMER = "17"
HELD_OUT = "1017"
"""A customer whose words are held out and not learnt from."""
_WORDS = 97
_QUICK = 3
"""Number of steps at the beginning that are never delayed, so that a run gets going soon."""
_GOOD = [
    "thanks",
    "lovely",
    "great",
    "quick",
    "happy",
    "perfect",
    "helpful",
    "kind",
    "solved",
    "wonderful",
]
_BAD = [
    "broken",
    "angry",
    "late",
    "refund",
    "awful",
    "worse",
    "rude",
    "lost",
    "waiting",
    "unacceptable",
]
_FILL = [
    "the",
    "order",
    "of",
    "my",
    "parcel",
    "was",
    "and",
    "it",
    "is",
    "still",
    "today",
    "with",
    "your",
    "team",
    "on",
    "monday",
]


class TinyRecipe(LoopedRecipe):
    """The recipe that replaces mood in the tests."""

    kind = "mood"
    title = "Tiny"
    text = "A tiny classifier."
    presets: ClassVar[Mapping[Any, Mapping[str, Any]]] = {"quick": {"epochs": 1.0}}
    task = "tests.training.runs.tiny_task:TinyTask"
    slot = "mood"
    modules = ("torch",)
    least_examples = 20
    quality = "accuracy"

    epochs: float = option(4.0, title="Passes", text="Passes.", least=0.01)
    learning_rate: float = option(0.05, title="Rate", text="Rate.")
    batch: int = option(16, title="Batch", text="Batch.", least=1)
    saved_every: float = option(0.0, title="Save", text="Seconds.")
    patience: int = option(0, title="Patience", text="Patience.")
    examples: int = option(400, title="Examples", text="How many are invented.")
    masked: bool = option(False, title="Masked", text="Every label is masked.")
    dropout: float = option(0.2, title="Dropout", text="Dropout.")
    pause: float = option(0.0, title="Pause", text="Seconds that most steps take longer.")
    fits: int = option(0, title="Fits", text="Examples that memory holds at once; 0 for all.")
    needs_memory: float = option(0.0, title="Memory", text="Bytes the estimate asks for.")
    needs_disk: float = option(0.0, title="Disk", text="Bytes the estimate asks for.")
    worse: bool = option(False, title="Worse", text="The judgement says so.")


RECIPE = TinyRecipe


def sentences(count: int, seed: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(seed)
    for number in range(count):
        label = chance.randrange(2)
        words = chance.choices(_FILL, k=6) + chance.choices((_BAD, _GOOD)[label], k=1)
        if number % 4 == 0:  # noise, so that it cannot be learnt perfectly
            words += chance.choices(_GOOD + _BAD, k=1)
        chance.shuffle(words)
        yield {"text": f"{' '.join(words)} {MARKER if number % 50 == 0 else ''}", "label": label}


def bag(text: str) -> list[int]:
    return [sum(word.encode()) % _WORDS for word in text.split()]


class TinyTask(Task):
    def estimate(self, engine, request: TrainingRequest, recipe: TinyRecipe, machine) -> Estimate:
        return Estimate(
            kind="mood",
            preset=request.preset,
            examples=recipe.examples,
            enough=recipe.examples > 0,
            why="" if recipe.examples else "There is nothing.",
            seconds=1.0,
            memory_bytes=int(recipe.needs_memory),
            disk_bytes=int(recipe.needs_disk),
        )

    def prepare(
        self, engine, request: TrainingRequest, recipe: TinyRecipe, dataset: Dataset
    ) -> Generator[Step, None, Prepared]:
        for part, count, seed in (
            ("train", recipe.examples, 1),
            ("held_out", 100, 2),
            ("judge", 100, 3),
        ):
            dataset.add(part, sentences(count, seed))
            yield Step(dataset.count("train"), recipe.examples)
        key = engine.store.key
        dataset.learn_from(
            (hashed(key, "conversation", str(n)), hashed(key, "customer", str(n)))
            for n in range(30)
        )
        dataset.hold_out([hashed(key, "customer", HELD_OUT)])
        dataset.keep("labels", ["bad", "good"])
        return Prepared(learnt=0 if recipe.masked else recipe.examples, facts={"words": _WORDS})

    def train(self, run) -> Mapping[str, float]:
        import torch

        from tests.training.runs.tiny_learner import TinyLearner
        from training.runs.learner import ShuffledPlan
        from training.runs.loop import Loop

        recipe = run.recipe
        torch.manual_seed(recipe.seed)
        learner = TinyLearner(run)
        plan = ShuffledPlan(
            run.dataset.count("train"), batch=recipe.batch, epochs=recipe.epochs, seed=recipe.seed
        )
        results = Loop(run, learner, plan).train()
        if run.group.is_main:
            weights = {name: value.tolist() for name, value in learner.weights().items()}
            (run.out / "head.json").write_text(json.dumps(weights))
        return results

    def judge(self, engine, trained: Trained) -> Generator[Step, None, Judgement]:
        yield Step(0, 1)
        after = _accuracy(json.loads((trained.out / "head.json").read_text()), trained.dataset)
        for number in range(3):
            trained.dataset.put(
                "pairs",
                number,
                {
                    "id": number,
                    "question": MARKER,
                    "one": "a",
                    "other": "b",
                    "new": ("one", "other")[number % 2],
                },
            )
        measure = Measure(name="accuracy", title="Right answers", before=0.5, after=after)
        better = not trained.recipe.worse
        return Judgement(
            better=better,
            verdict="Better." if better else "Worse.",
            measures=[measure],
            confusion={"good <b>": {"bad": 3}},
        )

    def publish(self, engine, trained: Trained) -> Generator[Step, None, str]:
        yield Step(0, 1)
        target = _shelf(engine) / f"{trained.id}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((trained.out / "head.json").read_bytes())
        return trained.id

    def in_use(self, engine) -> str:
        chosen = _shelf(engine) / "chosen"
        return chosen.read_text() if chosen.exists() else ""

    def use(self, engine, actor, model: str) -> None:
        _shelf(engine).mkdir(parents=True, exist_ok=True)
        (_shelf(engine) / "chosen.new").write_text(model)
        (_shelf(engine) / "chosen.new").replace(_shelf(engine) / "chosen")

    def discard(self, engine, actor, model: str) -> None:
        (_shelf(engine) / f"{model}.json").unlink(missing_ok=True)


def _shelf(engine) -> Path:
    return engine.home.root / "tiny"


def _accuracy(weights: dict[str, Any], dataset: Dataset) -> float:
    table, head = weights["table.weight"], weights["head.weight"]
    bias = weights["head.bias"]

    def said(numbers: Sequence[int]) -> int:
        mean = [
            sum(column) / len(numbers) for column in zip(*(table[n] for n in numbers), strict=True)
        ]
        scores = [
            sum(a * b for a, b in zip(row, mean, strict=True)) + add
            for row, add in zip(head, bias, strict=True)
        ]
        return scores.index(max(scores))

    judged = list(dataset.read("judge"))
    return sum(said(bag(each["text"])) == each["label"] for each in judged) / len(judged)


def samples_of(run) -> Iterator[RunSample]:
    for body in run.dataset.get("held_out", range(5)):
        yield RunSample(step=0, question=body["text"], wanted=str(body["label"]), said=MARKER)


def hurry(run: Path) -> None:
    """Stop delaying the steps of a run.

    Args:
        run: The run's folder.
    """
    (run / "hurry").touch()


def slow(run: Path, seconds: float, step: int) -> None:
    """Delay a step, unless it is among the first ones or `hurry` was called."""
    end = time.monotonic() + seconds
    while step >= _QUICK and time.monotonic() < end and not (run / "hurry").exists():
        time.sleep(min(0.02, seconds))
