"""What fine-tuning gains on the intents it was trained on, and what it costs on others.

    python -m benchmarks.reply_training --model FOLDER [--preset P] [--limit N] [--json]

The model is fine-tuned on the replies of half of bitext's intents, from requests outside the
evaluation set, with the trainer that runs use. Before and after, it drafts replies to held-out
requests of those intents, of the other half, and to questions of dstc9_faq (other companies), in
the same way as every draft. For comparison, the table shows the ROUGE-L of the passage itself from
which a reply is written. The trained intents appear once more with the most typical of the replies
to similar requests as the passage, instead of the reply to the nearest request: a good guess at
what any agent would reply.

With `--keep`, an interrupted run is resumed: the trainer from its last checkpoint, the drafts that
have not been measured yet.

The targets: ROUGE-L rises by at least 0.05 on the trained intents, and falls by at most 0.02
elsewhere.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant import model_paths
from assistant.contracts import TrainingRequest
from assistant.evaluation import generated
from assistant.evaluation.reply_files import Case
from assistant.evaluation.text_metrics import text_metrics
from assistant.models.generation import Rendering
from assistant.paths import Home
from assistant.prompt import Passage, Prompt, PromptTurn
from benchmarks import dialogue_models, reply_sets
from benchmarks.search_sets import DATA
from benchmarks.typical_replies import TypicalReplies
from retrieval.embedder import Embedder
from training.judging.splits import chance
from training.recipes.replies import Replies
from training.replies.bases import Base
from training.replies.collecting import rehearse
from training.replies.encoding import ReplyEncoder
from training.replies.examples import ReplyExample
from training.replies.said import is_grounded, unsaid
from training.runs.dataset import Dataset
from training.starter.corpora import Request, bitext_requests

_HELD_OUT = 60
"""Training requests held out for early stopping."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, metavar="FOLDER", help="as published")
    parser.add_argument("--preset", choices=("quick", "balanced", "thorough"), default="balanced")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--limit", type=int, default=60, help="drafts of each kind")
    parser.add_argument("--learn", type=int, default=0, help="replies to learn from; 0 for all")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the run here")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    pairs = (option.partition("=") for option in given.option)
    options = {name: json.loads(value) for name, _, value in pairs}
    recipe = Replies.from_preset(given.preset, {"trials": 0, **options})
    embedder = Embedder(model_paths.embedding_model(Home.default()))
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        sets = {name: reply_sets.spread(cases, given.limit) for name, cases in _judged(embedder)}
        before = _measured(given.model, sets, folder / "before.json")
        began = time.perf_counter()
        results = train(folder, given.model, recipe, embedder, given)
        seconds = time.perf_counter() - began
        after = _measured(folder / "out" / "model", sets, folder / "after.json")
    found = {
        name: {"passage": _of_passages(cases), **_compared(before[name], after[name])}
        for name, cases in sets.items()
    }
    told = {"rouge_l": found, "seconds": seconds, "results": results}
    print(json.dumps(told) if given.json else _table(found, seconds))
    return 0


def is_learnt(intent: str) -> bool:
    """Whether an intent is in the trained half; the same on every machine."""
    return chance(f"bitext half/{intent}") < 0.5


def train(
    folder: Path, model: Path, recipe: Replies, embedder: Embedder, given: argparse.Namespace
) -> dict[str, float]:
    """Run the trainer in this process; the model is in `out/model` below the folder."""
    import torch

    from training.replies.fine_tuning import ReplyTuning
    from training.runs.folder import Manifest, RunFolder
    from training.runs.group import Group
    from training.runs.status import Status
    from training.runs.trainer import TrainerRun

    torch.set_num_threads(given.threads)
    folder.mkdir(parents=True, exist_ok=True)
    base = _base(model)
    run = RunFolder(folder)
    dataset = Dataset(run.dataset, bytes(32))
    _write(dataset, base, recipe, embedder, given.learn)
    run.write(
        Manifest(
            id=folder.name, kind="replies", name="bench", preset="balanced",
            created_at="2026-11-22T00:00:00+00:00", request=TrainingRequest(kind="replies"),
            recipe=recipe.model_dump(),
            facts={"base": base.facts, "longest": min(recipe.longest, base.context)},
        )
    )  # fmt: skip
    device = "cuda" if torch.cuda.is_available() else "cpu"
    status = Status.read(run.status).of_this_process()
    made = TrainerRun(
        run, recipe, dataset, device=device, threads=given.threads, group=Group(), status=status
    )
    results = dict(ReplyTuning(made).train())
    dataset.close()
    return results


def _base(model: Path) -> Base:
    config = json.loads((model / "config.json").read_text("utf-8"))
    rendering: Rendering = "own" if (model / "replydesk.json").exists() else "chat"
    weights = sum(path.stat().st_size for path in model.glob("*.safetensors"))
    return Base(
        id=model.name, folder=model, rendering=rendering,
        context=config["max_position_embeddings"], parameters=weights // 2,
        vocabulary=config["vocab_size"], weight_bytes=weights,
    )  # fmt: skip


def _write(dataset: Dataset, base: Base, recipe: Replies, embedder: Embedder, most: int) -> None:
    if dataset.count("train"):
        return  # a resumed run
    encoder = ReplyEncoder(base.folder, base.rendering, min(recipe.longest, base.context))
    examples = [
        one
        for one in _learnt(embedder, grounded=recipe.grounded)
        if encoder.example(one.prompt, one.reply) is not None
        and (not recipe.grounded or is_grounded(one.reply, one.prompt))
    ]
    random.Random(recipe.seed).shuffle(examples)
    dataset.add("held_out", (one.body for one in examples[:_HELD_OUT]))
    learnt = examples[_HELD_OUT:]
    dataset.add("train", (one.body for one in learnt[: most or len(learnt)]))
    rehearse(dataset, recipe)


def _learnt(embedder: Embedder, *, grounded: bool) -> Iterator[ReplyExample]:
    """Requests of the trained intents that are not in the evaluation set, each with the reply to
    the nearest other request of its intent as passage.
    """
    judged = {
        (case.prompt.turns[-1].text, case.reply) for case in reply_sets.bitext(DATA, embedder)
    }
    stored = _stored(judged)
    vectors = embedder.encode([one.text for one in stored], role="passage")
    intents = np.array([one.intent for one in stored])
    for number, one in enumerate(stored):
        near = vectors @ vectors[number]
        near[(intents != one.intent)] = -1
        near[number] = -1
        other = stored[int(near.argmax())]
        if other.reply != one.reply:
            prompt = _prompt(other, one.text)
            passed = unsaid(one.reply, prompt) if grounded else ()
            yield ReplyExample(prompt, one.reply, unsaid=passed)


def _stored(judged: Collection[tuple[str, str]]) -> list[Request]:
    """The requests of the trained intents that are not in the evaluation set."""
    return [
        one for one in bitext_requests(DATA)
        if is_learnt(one.intent) and (one.text, one.reply) not in judged
    ]  # fmt: skip


def _prompt(source: Request, asked: str) -> Prompt:
    return Prompt((Passage(source.text, source.reply),), (PromptTurn("customer", asked),))


def _judged(embedder: Embedder) -> Iterator[tuple[str, list[Case]]]:
    intents = {(one.text, one.reply): one.intent for one in bitext_requests(DATA)}
    cases = reply_sets.bitext(DATA, embedder)
    learnt = [is_learnt(intents[case.prompt.turns[-1].text, case.reply]) for case in cases]
    of_learnt = [case for case, its in zip(cases, learnt, strict=True) if its]
    yield "learnt intents", of_learnt
    stored = _stored({(case.prompt.turns[-1].text, case.reply) for case in cases})
    yield "the same, from the typical reply", _from_typical(of_learnt, stored, embedder)
    yield "other intents", [case for case, its in zip(cases, learnt, strict=True) if not its]
    yield "dstc9_faq", reply_sets.dstc9(DATA)


def _from_typical(
    cases: Sequence[Case], stored: Sequence[Request], embedder: Embedder
) -> list[Case]:
    vectors = embedder.encode([one.text for one in stored], role="passage")
    typical = TypicalReplies(vectors, [one.reply for one in stored])
    asked = [case.prompt.turns[-1].text for case in cases]
    return [
        Case(_prompt(stored[typical.of(embedder.query(text))], text), case.reply)
        for text, case in zip(asked, cases, strict=True)
    ]


def _of_passages(cases: Sequence[Case]) -> float:
    """Mean ROUGE-L of the first passage, if it were sent as it is."""
    shares = [text_metrics([one.prompt.passages[0].text], [one.reply], None) for one in cases]
    return float(np.mean([share["rouge_l"] for share in shares]))


def _measured(
    model: Path, sets: Mapping[str, Sequence[Case]], kept: Path
) -> dict[str, list[float]]:
    """ROUGE-L of a model's draft for each case; saved results are read from `kept`."""
    if kept.is_file():
        known: dict[str, list[float]] = json.loads(kept.read_text("utf-8"))
        return known
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        opened = dialogue_models.opened(model, Path(scratch))
        with generated.writer_of(opened) as write:
            for name, cases in sets.items():
                drafts = [(write(case.prompt), case.reply) for case in cases]
                found[name] = [text_metrics([one], [said], None)["rouge_l"] for one, said in drafts]
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(found), "utf-8")
    return found


def _compared(before: Sequence[float], after: Sequence[float]) -> dict[str, float]:
    """Means, the gain, and its standard error over the paired drafts."""
    gains = np.subtract(after, before)
    error = float(gains.std() / max(1, len(gains)) ** 0.5)
    return {
        "before": float(np.mean(before)), "after": float(np.mean(after)),
        "gain": float(gains.mean()), "error": error, "drafts": len(gains),
    }  # fmt: skip


def _table(found: dict[str, Any], seconds: float) -> str:
    rows = ["| ROUGE-L | drafts | the passage | before | after | gain |", "|" + " --- |" * 6]
    for name, one in found.items():
        means = f"{one['passage']:.3f} | {one['before']:.3f} | {one['after']:.3f}"
        gain = f"{one['gain']:+.3f} ± {one['error']:.3f}"
        rows.append(f"| {name} | {one['drafts']} | {means} | {gain} |")
    return "\n".join([*rows, "", f"learnt in {seconds:.0f} s"])


if __name__ == "__main__":
    sys.exit(main())
