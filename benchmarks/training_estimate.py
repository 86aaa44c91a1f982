"""Compares a training run's estimate of time, memory and disk space with the actual figures.

    python -m benchmarks.training_estimate replies --model FOLDER [--conversations N] [--preset P]
    python -m benchmarks.training_estimate intents --preset thorough [--conversations N]
    python -m benchmarks.training_estimate search [--conversations N]

Uses a temporary home: requests of bitext as approved transcripts, every third of them as an
article, and the model, if one is named, on the shelf; intents are trained on questions of
banking77. The estimate is requested, then the run is started and followed to its end. The target:
within a factor of 1.5 in either direction.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil

from assistant.contracts import ArticleBody, TrainingRequest, TranscriptChoices
from assistant.engine import Engine
from assistant.models import shelf_actions
from assistant.models.adding import ModelToAdd, add
from assistant.paths import Home
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER
from assistant.transcripts.kept import KeptTurn, rows, sets
from benchmarks.search_sets import DATA
from training.runs.folder import RunFolder
from training.runs.status import Status
from training.service import TrainingService
from training.starter.corpora import bitext_requests

_OVER = ("done", "failed", "cancelled", "interrupted", "paused")
_BAR = 1.5


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=("replies", "intents", "search"))
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="what replies begin with")
    parser.add_argument("--conversations", type=int, default=800)
    parser.add_argument("--preset", choices=("quick", "balanced", "thorough"), default="quick")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        engine = _engine(Home(Path(scratch) / "home"), given)
        training = TrainingService(engine)
        training.start()
        try:
            found = _measured(engine, training, _request(Path(scratch), given))
        finally:
            training.close()
            engine.close()
    print(json.dumps(found) if given.json else _table(found))
    return 0


def _engine(home: Home, given: argparse.Namespace) -> Engine:
    home.create()
    engine = Engine(home)
    engine.start()
    engine.knowledge.index.filled.wait()
    requests = bitext_requests(DATA)
    random.Random(3).shuffle(requests)
    some = requests[: given.conversations]
    drafts = [ArticleDraft.of(ArticleBody(questions=[o.text], answer=o.reply)) for o in some[::3]]
    with engine.knowledge.edit(OWNER) as edit:
        edit.create(drafts, engine.knowledge.index.encode(drafts))
    began = datetime(2026, 1, 1, tzinfo=UTC)
    kept = [
        rows.Row(
            key=str(number), at=began + timedelta(hours=3 * number), language="en", solved=True,
            customer_hash=f"number:{number}",
            turns=(KeptTurn("customer", one.text), KeptTurn("agent", one.reply)),
        )
        for number, one in enumerate(some)
    ]  # fmt: skip
    with engine.transcripts.store.database.write() as connection:
        id_ = sets.create(connection, "bitext", {}, TranscriptChoices())
        rows.write(connection, id_, 1, kept)
        sets.change(connection, id_, rests=sets.APPROVED, attempt=1)
    if given.model:
        model = _last(add(engine.shelf, ModelToAdd(given.model)))
        shelf_actions.use(engine, OWNER, model.id)
    return engine


def _request(scratch: Path, given: argparse.Namespace) -> TrainingRequest:
    options = dict(option.split("=", 1) for option in given.option)
    tables = []
    if given.kind == "intents":
        with (DATA / "banking77" / "train.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        table = scratch / "intents.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["text", "label"])
            writer.writeheader()
            for row in random.Random(3).sample(rows, given.conversations):
                writer.writerow({"text": row["text"], "label": row["category"]})
        tables = [str(table)]
    return TrainingRequest(
        kind=given.kind, preset=given.preset, name="estimate", tables=tables,
        options={name: json.loads(value) for name, value in options.items()},
    )  # fmt: skip


def _measured(
    engine: Engine, training: TrainingService, request: TrainingRequest
) -> dict[str, Any]:
    told = training.estimate(request)
    before = _size(engine.home.root)
    began = time.monotonic()
    id_ = training.begin(OWNER, request).id
    folder = training.folders.get(id_)
    memory = disk = 0
    while (run := training.shown(folder)).state not in _OVER:
        memory = max(memory, _memory(folder))
        disk = max(disk, _size(engine.home.root) - before)
        time.sleep(0.5)
    seconds = time.monotonic() - began
    if run.state != "done":
        raise RuntimeError(str(run.error))
    pairs = {
        "seconds": (told.seconds, seconds), "memory_bytes": (told.memory_bytes, memory),
        "disk_bytes": (told.disk_bytes, disk), "examples": (told.examples, folder.read().examples),
    }  # fmt: skip
    return {
        name: {"told": one, "took": other, "factor": max(one, other) / max(1e-9, min(one, other))}
        for name, (one, other) in pairs.items()
    } | {"bar": _BAR}


def _memory(folder: RunFolder) -> int:
    """Resident memory of the trainer now, in bytes; 0 if it is not running."""
    process = Status.read(folder.status).process()
    try:
        return int(process.memory_info().rss) if process is not None else 0
    except psutil.Error:
        return 0


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue  # removed in the meantime
    return total


def _last(steps: Any) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def _table(found: dict[str, Any]) -> str:
    lines = ["| | told | took | factor |", "|" + " --- |" * 4]
    for name in ("examples", "seconds", "memory_bytes", "disk_bytes"):
        one = found[name]
        lines.append(f"| {name} | {one['told']:,.0f} | {one['took']:,.0f} | {one['factor']:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
