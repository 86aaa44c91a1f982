"""Fine-tuning throughput compared with transformers' Trainer: same model, data, machine, precision.

    python -m benchmarks.training_throughput [--model FOLDER] [--examples N] [--epochs N] [--json]

Both train on the same examples (requests of bitext, each with the reply to another request of its
intent as passage) for as many steps with the same optimizer, schedule, batch size and adapters,
each in a process of its own, one after the other. The difference: batches of similar length instead
of random order with padding, and logits for reply tokens only. Reported are examples per second, by
wall clock and processor time, and the held-out loss afterwards: the ratio is meaningful only if the
losses are similar.

Without `--model` the model has the starter's shape and random weights from a seed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant.prompt import Passage, Prompt, PromptTurn
from benchmarks.search_sets import DATA

_LONGEST = 512
_RATE = 3e-4


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a published model")
    parser.add_argument("--examples", type=int, default=512)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--method", choices=("lora", "full"), default="")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", choices=("ours", "plain"), help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        asked = json.loads(given.data.read_text("utf-8"))
        print(json.dumps({"ours": _ours, "plain": _plain}[given.side](asked)))
        return 0
    found = _both(given)
    print(json.dumps(found) if given.json else _table(found))
    return 0


def _both(given: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        model = given.model or _drawn(Path(scratch) / "model")
        method = given.method or ("lora" if given.model else "full")
        train, held_out = _encoded(model, given.examples)
        data = Path(scratch) / "data.json"
        asked = {
            "model": str(model), "train": train, "held_out": held_out, "batch": given.batch,
            "epochs": given.epochs, "threads": given.threads, "method": method,
        }  # fmt: skip
        data.write_text(json.dumps(asked), "utf-8")
        sides = {side: _in_its_own_process(side, data) for side in ("plain", "ours")}
    seconds = sides["plain"]["seconds"] / sides["ours"]["seconds"]
    processor = sides["plain"]["processor"] / sides["ours"]["processor"]
    return {"examples": len(train), "ratio": seconds, "ratio_processor": processor, **sides}


def _in_its_own_process(side: str, data: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.training_throughput", "--side", side]
    done = subprocess.run(
        [*command, "--data", str(data)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _drawn(folder: Path) -> Path:
    """A model of the starter's shape with random weights from a seed."""
    from training.starter.corpora import bitext_requests
    from training.starter.model import build
    from training.starter.publish import publish
    from training.starter.recipe import Recipe
    from training.starter.tokens import train_tokenizer

    texts = [text for one in bitext_requests(DATA) for text in (one.text, one.reply)]
    recipe = Recipe()
    tokenizer = train_tokenizer(texts, recipe.shape.vocabulary)
    publish(build(recipe.shape, seed=recipe.seed), tokenizer, recipe, folder)
    return folder


def _encoded(model: Path, count: int) -> tuple[list[Any], list[Any]]:
    from training.replies.encoding import ReplyEncoder
    from training.starter.corpora import Request, bitext_requests

    rendering = "own" if (model / "replydesk.json").exists() else "chat"
    encoder = ReplyEncoder(model, rendering, _LONGEST)
    requests = bitext_requests(DATA)
    kin: dict[str, list[Request]] = {}
    for one in requests:
        kin.setdefault(one.intent, []).append(one)
    chance = random.Random(1)
    chance.shuffle(requests)
    found = []
    for one in requests:
        other = chance.choice(kin[one.intent])
        prompt = Prompt((Passage(other.text, other.reply),), (PromptTurn("customer", one.text),))
        fitting = encoder.example(prompt, one.reply)
        if fitting is not None:
            found.append(fitting.encoded)
        if len(found) == count + 64:
            break
    return found[64:], found[:64]


def _recipe(asked: dict[str, Any]) -> Any:
    from training.recipes.replies import Replies

    return Replies(
        method=asked["method"], learning_rate=_RATE, batch=asked["batch"], epochs=asked["epochs"],
        dropout=0.0, weight_decay=0.01, precision="single",
    )  # fmt: skip


def _trainable(asked: dict[str, Any], steps: int) -> Any:
    import torch

    from training.replies import trainable_model

    torch.set_num_threads(asked["threads"])
    recipe = _recipe(asked)
    model = trainable_model.load(Path(asked["model"]), "cpu", frozen=recipe.method != "full")
    return trainable_model.made_trainable(model, recipe, steps=steps, checkpointing=False)


def _learner(asked: dict[str, Any]) -> Any:
    from training.learning.batches import Encoded
    from training.replies.learner import ReplyLearner

    train = [Encoded(*one) for one in asked["train"]]
    held_out = [Encoded(*one) for one in asked["held_out"]]
    recipe = _recipe(asked)
    steps = len(train) * asked["epochs"] // asked["batch"]
    return ReplyLearner(_trainable(asked, steps), None, recipe, "cpu", [], train, held_out)


def _ours(asked: dict[str, Any]) -> dict[str, float]:
    """Train as a run does: its batches, its micro-batches, its loss."""
    import torch

    from training.learning.plans import LengthGroupedPlan
    from training.runs.loop import cosine_rate_factor

    learner = _learner(asked)
    recipe = _recipe(asked)
    plan = LengthGroupedPlan(
        learner.sizes(), batch=recipe.batch, epochs=recipe.epochs, seed=recipe.seed
    )
    optimizer = learner.optimizer(recipe)
    heights = [group["lr"] for group in optimizer.param_groups]
    learner.model.train()
    began, processor = time.perf_counter(), time.process_time()
    for step in range(plan.steps):
        pieces = learner.pieces(plan.batch(step), learner.micro_batch_size(recipe))
        weight = sum(learner.learn(piece, step).weight for piece in pieces)
        trained = [one for one in learner.model.parameters() if one.grad is not None]
        torch._foreach_div_([one.grad for one in trained], weight)
        torch.nn.utils.clip_grad_norm_(trained, recipe.clip)
        factor = cosine_rate_factor((step + 1) / (plan.steps + 1), recipe.warm_up)
        for group, height in zip(optimizer.param_groups, heights, strict=True):
            group["lr"] = height * factor
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return _told(learner, began, processor)


def _plain(asked: dict[str, Any]) -> dict[str, float]:
    """Train with transformers' Trainer as it is: random order, padding, logits for every token."""
    import torch
    from transformers import Trainer, TrainingArguments

    learner, recipe = _learner(asked), _recipe(asked)

    def padded(rows: list[dict[str, Any]]) -> dict[str, Any]:
        width = max(len(row["ids"]) for row in rows)
        ids = torch.zeros(len(rows), width, dtype=torch.long)
        mask, labels = torch.zeros_like(ids), torch.full_like(ids, -100)
        for at, row in enumerate(rows):
            size, first = len(row["ids"]), row["first"]
            ids[at, :size] = torch.tensor(row["ids"])
            mask[at, :size] = 1
            labels[at, first:size] = ids[at, first:size]
        return {"input_ids": ids, "attention_mask": mask, "labels": labels}

    rate = learner.optimizer(recipe).param_groups[0]["lr"]
    with tempfile.TemporaryDirectory() as scratch:
        arguments = TrainingArguments(
            output_dir=scratch, per_device_train_batch_size=recipe.batch,
            num_train_epochs=recipe.epochs, learning_rate=rate, lr_scheduler_type="cosine",
            warmup_steps=recipe.warm_up, weight_decay=recipe.weight_decay,
            max_grad_norm=recipe.clip, save_strategy="no", report_to=[], logging_strategy="no",
            use_cpu=True, remove_unused_columns=False, disable_tqdm=True, seed=recipe.seed,
        )  # fmt: skip
        rows = [{"ids": ids, "first": first} for ids, first, *_ in asked["train"]]
        trainer = Trainer(
            model=learner.model, args=arguments, train_dataset=rows, data_collator=padded
        )
        began, processor = time.perf_counter(), time.process_time()
        trainer.train()
        return _told(learner, began, processor)


def _told(learner: Any, began: float, processor: float) -> dict[str, float]:
    import torch

    seconds, spent = time.perf_counter() - began, time.process_time() - processor
    learner.model.eval()
    with torch.no_grad():
        loss = learner.measure()["held_out_loss"]
    return {"seconds": seconds, "processor": spent, "held_out_loss": loss}


def _table(found: dict[str, Any]) -> str:
    rows = [
        "| | examples a second | processor seconds | held-out loss |",
        "| --- | --- | --- | --- |",
    ]
    for side, name in (("plain", "transformers' Trainer"), ("ours", "ours")):
        one = found[side]
        rate = found["examples"] / one["seconds"]
        rows.append(
            f"| {name} | {rate:.1f} | {one['processor']:.0f} | {one['held_out_loss']:.3f} |"
        )
    ratio = f"{found['ratio']:.2f} times, by processor time {found['ratio_processor']:.2f} times"
    return "\n".join([*rows, "", ratio])


if __name__ == "__main__":
    sys.exit(main())
