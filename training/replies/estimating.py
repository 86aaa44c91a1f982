"""Estimates a run on replies or preferences, from a sample of the data and measured training steps.

All stages are included: writing the dataset, training, measurements, conversion, and the drafts of
the judgement. A run that stops early takes less time.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.contracts import Estimate, TrainingRequest
from assistant.contracts.training import Preset
from assistant.engine import Engine
from assistant.generators import result_of
from training.recipes.dialogue_tuning import DialogueTuning
from training.recipes.preferences import Preferences
from training.recipes.replies import Replies
from training.replies.bases import Base, base_of
from training.replies.collecting import ExampleMaker, conversations
from training.replies.data_split import split_conversations
from training.replies.edited_drafts import edited_drafts
from training.replies.encoding import ReplyEncoder
from training.replies.examples import ReplyExample
from training.replies.speed_probe import Probe, probe
from training.runs.machine import Machine

_SAMPLED: Final = 60
"""Number of conversations for which passages are searched, as a sample."""
_SAMPLES: Final = 5
_SAMPLE_TOKENS: Final = 96
_DEMO: Final = 188
"""Number of English questions available for rehearsal."""
_SHORT: Final = 150
"""Typical tokens of a rehearsal question with its draft; the draft is a third of them."""
_HOUR: Final = 3_600
_BODY_BYTES: Final = 8
"""Bytes on the disk for each token of an example."""
_COPIES: Final = 4.5
"""Size of the trained model, its copy on the shelf and its graphs, relative to the weights."""
_GROWS: Final = 1.3
"""Peak memory of a run on the CPU relative to that of its first steps: batches of varying lengths
fragment the memory."""


@dataclass(frozen=True, slots=True)
class DataSample:
    """What is known of the data.

    Attributes:
        learnt, held_out, judged: Estimated number of examples on each side.
        sizes: Sizes of sampled examples: total tokens, and tokens of the prompt.
        prepare_s: Estimated seconds to write the dataset.
        why: The most common reason for which replies are left out; "" if none are.
    """

    learnt: int
    held_out: int
    judged: int
    sizes: Sequence[tuple[int, int]]
    prepare_s: float
    why: str = ""


def of_replies(
    engine: Engine, request: TrainingRequest, recipe: Replies, machine: Machine
) -> Estimate:
    """The estimate for a fine-tuning; errors as in `base_of` and `probe`."""
    base = base_of(engine.shelf, request)
    return _estimated(request, recipe, base, _look(engine, request, recipe, base), machine)


def of_preferences(
    engine: Engine, request: TrainingRequest, recipe: Preferences, machine: Machine
) -> Estimate:
    """The estimate for a preference tuning; errors as in `base_of` and `probe`."""
    base = base_of(engine.shelf, request)
    encoder = ReplyEncoder(base.folder, base.rendering, min(recipe.longest, base.context))
    began, sizes, left_out = time.perf_counter(), [], Counter[str]()
    for one in edited_drafts(engine, base, recipe.longest, left_out):
        for text in (one.pair.chosen, one.pair.rejected):
            fitting = encoder.example(one.pair.prompt, text)
            if fitting is not None:
                sizes.append((len(fitting.encoded[0]), fitting.encoded[1]))
    pairs = len(sizes) // 2
    held = pairs // 6
    # a pair counts as two examples
    found = DataSample(
        2 * (pairs - held), held, held, sizes[: 8 * recipe.batch],
        time.perf_counter() - began,
    )  # fmt: skip
    return _estimated(request, recipe, base, found, machine, of_each=2)


def _look(engine: Engine, request: TrainingRequest, recipe: Replies, base: Base) -> DataSample:
    began = time.perf_counter()
    data_split = result_of(split_conversations(conversations(engine, request), recipe.examples))
    reading_s = time.perf_counter() - began
    ids = data_split.split.of("train")
    every = max(1, len(ids) // _SAMPLED)
    sampled = set(ids[::every][:_SAMPLED])
    maker = ExampleMaker(engine, recipe, base, data_split)
    encoder = ReplyEncoder(base.folder, base.rendering, min(recipe.longest, base.context))
    began, made, looked = time.perf_counter(), list[ReplyExample](), 0
    for conversation in conversations(engine, request):
        if conversation.id in sampled:
            looked += 1
            made += maker.examples(conversation, learnt=True)
    finding_s = max(0.0, time.perf_counter() - began - reading_s)
    share = len(made) / max(1, looked)
    fitted = (encoder.example(one.prompt, one.reply) for one in made)
    sizes = [(len(one.encoded[0]), one.encoded[1]) for one in fitted if one is not None]
    sides = Counter(data_split.split.sides.values())
    total = sides["train"] + sides["held_out"] + sides["judge"]
    return DataSample(
        learnt=round(share * sides["train"]), held_out=round(share * sides["held_out"]),
        judged=round(share * sides["judge"]), sizes=sizes,
        prepare_s=2 * reading_s + finding_s * total / max(1, looked),
        why=_commonest(maker.counts.left_out),
    )  # fmt: skip


def _estimated(
    request: TrainingRequest, recipe: DialogueTuning, base: Base, found: DataSample,
    machine: Machine, of_each: int = 1,
) -> Estimate:  # fmt: skip
    learnt = found.learnt // of_each
    enough = learnt >= recipe.least_examples and bool(found.sizes)
    if not enough:
        return Estimate(
            kind=request.kind, preset=request.preset, examples=learnt, enough=False,
            why=_too_few(found.why), seconds=0, memory_bytes=0, disk_bytes=0, device=machine.device,
        )  # fmt: skip
    tried = probe(base, recipe, found.sizes[: 8 * recipe.batch], machine.threads)
    return Estimate(
        kind=request.kind, preset=fitting_preset(recipe, found, tried, learnt),
        examples=learnt, enough=True,
        seconds=round(seconds(recipe, found, tried, base), 1),
        memory_bytes=memory_bytes(tried), disk_bytes=_disk(recipe, found, tried, base),
        device=tried.device,
    )  # fmt: skip


def seconds(recipe: DialogueTuning, found: DataSample, tried: Probe, base: Base) -> float:
    """Seconds of the whole run, from its dataset to its judgement."""
    tokens = _mean(found.sizes)
    learning = found.learnt * tokens * recipe.epochs * tried.learn_s
    samples = _SAMPLES * (tokens * tried.read_s + _SAMPLE_TOKENS * tried.write_s)
    once = found.held_out * tokens * tried.read_s + samples
    steps = max(1, round(found.learnt * recipe.epochs / recipe.batch))
    measuring = recipe.measurements(steps) * once
    trials = recipe.trials * (recipe.trial_share * learning + once)
    drafts = 2 * min(recipe.judged, found.judged)
    drafting = drafts * (tokens * tried.read_s + _SAMPLE_TOKENS * tried.write_s)
    return (
        found.prepare_s + tried.start_s + learning + measuring + trials
        + _rehearsing(recipe, found, tried) + _converting(base, tried) + drafting
    )  # fmt: skip


def memory_bytes(tried: Probe) -> int:
    """Peak memory of the run, in bytes."""
    return round(tried.memory_bytes * (_GROWS if tried.device == "cpu" else 1.0))


def _rehearsing(recipe: DialogueTuning, found: DataSample, tried: Probe) -> float:
    """Seconds to draft and to learn the rehearsal examples."""
    if not isinstance(recipe, Replies):
        return 0.0
    drafts = min(_DEMO, round(recipe.rehearsal * found.learnt))
    drafting = _SHORT * tried.read_s + _SHORT / 3 * tried.write_s
    return drafts * (drafting + _SHORT * recipe.epochs * tried.learn_s)


_CONVERTS_S: Final = 12.0
"""Seconds to start the converter with its libraries, twice."""
_COMPARED: Final = 12_000
"""Tokens that the parity check reads with the original, fp32 and int4 models together."""


def _converting(base: Base, tried: Probe) -> float:
    writing = base.weight_bytes / 40e6
    return _CONVERTS_S + writing + _COMPARED * 2 * tried.read_s


def fitting_preset(recipe: DialogueTuning, found: DataSample, tried: Probe, learnt: int) -> Preset:
    """The most thorough preset for which there is enough data and which takes acceptable time: up
    to 4 hours for "balanced", 10 hours for "thorough"."""
    once = found.learnt * _mean(found.sizes) * tried.learn_s

    def hours(preset: Preset) -> float:
        options = recipe.presets[preset]
        trials = 1 + options.get("trials", 0) * recipe.trial_share
        epochs: float = options.get("epochs", 1.0)
        return float(epochs * once * trials) / _HOUR

    if learnt >= 2_000 and hours("thorough") <= 10:
        return "thorough"
    return "balanced" if learnt >= 200 and hours("balanced") <= 4 else "quick"


def _disk(recipe: DialogueTuning, found: DataSample, tried: Probe, base: Base) -> int:
    examples = (found.learnt + found.held_out + found.judged) * _mean(found.sizes) * _BODY_BYTES
    checkpoints = 3 * 3 * tried.trained_bytes  # three, each with weights and two moments
    return int(examples + checkpoints + _COPIES * base.weight_bytes)


def _mean(sizes: Sequence[tuple[int, int]]) -> float:
    return sum(size for size, _ in sizes) / max(1, len(sizes))


def _commonest(left_out: Counter[str]) -> str:
    return left_out.most_common(1)[0][0] if left_out else ""


def _too_few(reason: str) -> str:
    if reason == "nothing-found":
        return (
            "For most replies the search finds nothing to write them from: add articles, or let "
            "solved replies be found"
        )
    if reason == "not-in-the-sources":
        return "Most replies say what no source says: add the articles they rest on"
    if reason == "too-long":
        return "Most replies are too long for the model"
    if reason == "repeated":
        return "Most replies are copies of each other"
    return "There are too few replies to learn from"
