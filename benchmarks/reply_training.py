"""What fine-tuning gains on the intents it was trained on, and what it costs on others.

    python -m benchmarks.reply_training --model FOLDER [--preset P] [--limit N] [--sets NAME ...]
        [--option NAME=VALUE] [--keep FOLDER] [--json]

The model is fine-tuned on the replies of half of bitext's intents, from requests outside the
evaluation set, with the trainer that runs use. Before and after, it drafts replies to held-out
requests of those intents, of the other half, and to questions of dstc9_faq (other companies), in
the same way as every draft. For comparison, the table shows the ROUGE-L of the passage itself from
which a reply is written. The trained intents appear once more with the most typical of the replies
to similar requests as the passage, instead of the reply to the nearest request: a good guess at
what any agent would reply. `supported` is the share of statements that have a source in the
passages, in drafts before and after, and in the replies that people wrote.

With `--keep`, an interrupted run is resumed: the trainer from its last checkpoint, the drafts that
have not been written yet. A run that is done can be measured on other sets.

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
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant import model_paths
from assistant.contracts import TrainingRequest
from assistant.evaluation import generated
from assistant.evaluation.faithfulness import faithfulness
from assistant.evaluation.reply_files import Case
from assistant.evaluation.text_metrics import text_metrics
from assistant.evidence.judge import Judge
from assistant.models.generation import Rendering
from assistant.paths import Home
from benchmarks import dialogue_models, learnt_replies, reply_sets
from retrieval.embedder import Embedder
from training.recipes.replies import Replies
from training.replies.bases import Base
from training.replies.collecting import rehearse
from training.replies.encoding import ReplyEncoder
from training.replies.support import is_grounded
from training.runs.dataset import Dataset

_HELD_OUT = 60
"""Training requests held out for early stopping."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, metavar="FOLDER", help="as published")
    parser.add_argument("--preset", choices=("quick", "balanced", "thorough"), default="balanced")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--limit", type=int, default=60, help="drafts of each set; 0 for all")
    parser.add_argument(
        "--sets", nargs="+", choices=learnt_replies.SETS, default=learnt_replies.SETS
    )
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
        judged = learnt_replies.judged(embedder)
        sets = {name: reply_sets.spread(judged[name], given.limit) for name in given.sets}
        before = _drafts(given.model, sets, folder / "before.json")
        trained = _trained(folder, recipe, embedder, given)
        after = _drafts(folder / "out" / "model", sets, folder / "after.json")
    judge = Judge(embedder)
    found = {
        name: _measured(cases, before[name], after[name], judge) for name, cases in sets.items()
    }
    told = {"sets": found, **trained}
    print(json.dumps(told) if given.json else table(told))
    return 0


def _trained(
    folder: Path, recipe: Replies, embedder: Embedder, given: argparse.Namespace
) -> dict[str, Any]:
    """Train, unless the run in the folder is done; its results, and the seconds it took."""
    kept = folder / "trained.json"
    if not kept.is_file():
        began = time.perf_counter()
        results = train(folder, given.model, recipe, embedder, given)
        told = {"seconds": time.perf_counter() - began, "results": results}
        kept.write_text(json.dumps(told), "utf-8")
    found: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    return found


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
        for one in learnt_replies.learnt(embedder, grounded=recipe.grounded)
        if encoder.example(one.prompt, one.reply) is not None
        and (not recipe.grounded or is_grounded(one.reply, one.prompt))
    ]
    random.Random(recipe.seed).shuffle(examples)
    dataset.add("held_out", (one.body for one in examples[:_HELD_OUT]))
    learnt = examples[_HELD_OUT:]
    dataset.add("train", (one.body for one in learnt[: most or len(learnt)]))
    rehearse(dataset, recipe)


def _drafts(model: Path, sets: Mapping[str, Sequence[Case]], kept: Path) -> dict[str, list[str]]:
    """A model's draft for each case; those that were written before are read from `kept`."""
    known: dict[str, list[str]] = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    keys = {name: f"{name}, {len(cases)} drafts" for name, cases in sets.items()}
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        if any(key not in known for key in keys.values()):
            opened = dialogue_models.opened(model, Path(scratch))
            with generated.writer_of(opened) as write:
                for name, cases in sets.items():
                    if keys[name] not in known:
                        known[keys[name]] = [write(case.prompt) for case in cases]
                        kept.write_text(json.dumps(known), "utf-8")
    return {name: known[key] for name, key in keys.items()}


def _measured(
    cases: Sequence[Case], before: Sequence[str], after: Sequence[str], judge: Judge
) -> dict[str, Any]:
    """ROUGE-L of the drafts and of their passages, and the share of supported statements."""
    replies = [case.reply for case in cases]

    def supported(drafts: Sequence[str]) -> float | None:
        share = faithfulness(drafts, cases, judge)["supported"]
        return None if share is None else float(share)

    return {
        "passage": float(np.mean(_rouge([one.prompt.passages[0].text for one in cases], replies))),
        "before": _rouge(before, replies), "after": _rouge(after, replies),
        "supported": {
            "before": supported(before), "after": supported(after), "people": supported(replies),
        },
    }  # fmt: skip


def _rouge(drafts: Sequence[str], replies: Sequence[str]) -> list[float]:
    return [
        text_metrics([draft], [reply], None)["rouge_l"]
        for draft, reply in zip(drafts, replies, strict=True)
    ]


def table(told: Mapping[str, Any]) -> str:
    """What was measured, in Markdown."""
    header = ["ROUGE-L", "drafts", "the passage", "before", "after", "gain"]
    header += ["supported: before", "after", "people's replies"]
    rows = [header, ["---"] * len(header)]
    for name, one in told["sets"].items():
        means = [f"{value:.3f}" for value in (one["passage"], *map(np.mean, _both(one)))]
        gain = _gain(one["after"], one["before"])
        shares = [_share(one["supported"][which]) for which in ("before", "after", "people")]
        rows.append([name, str(len(one["after"])), *means, gain, *shares])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines += ["", f"Learnt in {told['seconds']:.0f} s.", *_of_both_passages(told["sets"])]
    return "\n".join(lines)


def _of_both_passages(sets: Mapping[str, Any]) -> list[str]:
    """The trained intents from both passages, each against the untrained model's drafts."""
    near, typical = (sets.get(name) for name in (learnt_replies.LEARNT, learnt_replies.TYPICAL))
    if near is None or typical is None:
        return []
    rows = [["learnt intents", "ROUGE-L", "gain", "supported"], ["---"] * 4]
    for source, one in (("the nearest reply", near), ("the typical reply", typical)):
        for when, name in (("before", "nothing learnt"), ("after", "with what was learnt")):
            base = one is near and when == "before"
            gain = "" if base else _gain(one[when], near["before"])
            share = _share(one["supported"][when])
            rows.append([f"from {source}, {name}", f"{np.mean(one[when]):.3f}", gain, share])
    return ["", *("| " + " | ".join(row) + " |" for row in rows)]


def _both(one: Mapping[str, Any]) -> tuple[Sequence[float], Sequence[float]]:
    return one["before"], one["after"]


def _gain(after: Sequence[float], before: Sequence[float]) -> str:
    """The mean gain, and its standard error over the paired drafts."""
    gains = np.subtract(after, before)
    error = float(gains.std() / max(1, len(gains)) ** 0.5)
    return f"{gains.mean():+.3f} ± {error:.3f}"


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.2f}"


if __name__ == "__main__":
    sys.exit(main())
