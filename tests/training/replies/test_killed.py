"""A fine-tuning run that is killed repeatedly ends like an undisturbed one."""

from __future__ import annotations

import json
import random
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.contracts import TrainingRequest
from assistant.paths import Home
from assistant.prompt import Passage, Prompt, PromptTurn
from assistant.store.opening import open_store
from tests import tiny_models
from tests.training.replies import company
from tests.training.runs.conftest import Runs, until
from training.recipes.replies import Replies
from training.replies.bases import Base, bytes_of
from training.replies.collecting import rehearse
from training.replies.examples import ReplyExample
from training.replies.file_names import MODEL
from training.runs.dataset import Dataset
from training.runs.folder import Manifest, RunFolder, RunFolders
from training.runs.status import Status

pytest.importorskip("torch")
pytest.importorskip("peft")
pytestmark = pytest.mark.torch

# with dropout, to test the seeding; little rehearsal, as drafts of a tiny model never end
RECIPE = Replies(
    rank=4, batch=4, epochs=4.0, dropout=0.1, rehearsal=0.05, longest=256, saved_every=0.0,
    measured_every=1000, precision="single",
)  # fmt: skip


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    home = Home(tmp_path_factory.mktemp("home"))
    store = open_store(home).store
    made = Runs(home, store)
    yield made
    for process in made.processes:
        if process.poll() is None:
            process.kill()
    store.close()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tiny_models.build(tmp_path_factory.mktemp("model"), own=True)
    return Base("tiny", folder, "own", tiny_models.CONTEXT, 1, 1, bytes_of(folder))


def made(runs: Runs, base: Base) -> RunFolder:
    """Create a prepared run."""
    folder = RunFolders(runs.home).make()
    dataset = Dataset(folder.dataset, runs.key(folder))
    examples = [
        ReplyExample(
            Prompt((Passage("", row.turns[2].text[:60]),), (PromptTurn("customer", asked),)),
            row.turns[2].text,
        ).body
        for row in company.rows(56, seed=2)
        if (asked := row.turns[0].text)
    ]  # fmt: skip
    dataset.add("train", examples[:48])
    dataset.add("held_out", examples[48:50])
    rehearse(dataset, RECIPE)
    dataset.close()
    folder.write(
        Manifest(
            id=folder.id, kind="replies", name="", preset="balanced", created_at=datetime.now(UTC),
            request=TrainingRequest(kind="replies"), recipe=RECIPE.model_dump(), state="waiting",
            facts={"base": base.facts, "longest": 256}, examples=48,
        )
    )  # fmt: skip
    return folder


def kill(runs: Runs, folder: RunFolder, *, steps: int) -> None:
    """Start the trainer, and kill it after a number of steps; -1: before training starts."""
    process = runs.start(folder)
    until(lambda: Status.read(folder.status).pid == process.pid, process)
    if steps >= 0:
        until(lambda: Status.read(folder.status).stage == "training", process)
        wanted = Status.read(folder.status).step + steps
        until(lambda: folder.last_saved() >= wanted, process)
    assert process.poll() is None, "the run was too short for so many kills"
    process.kill()
    assert process.wait(60) == -signal.SIGKILL


def losses(folder: RunFolder) -> dict[int, float]:
    lines = (json.loads(line) for line in folder.metrics.read_text("utf-8").splitlines())
    return {line["step"]: line["values"]["loss"] for line in lines if "loss" in line["values"]}


def weights(folder: RunFolder) -> dict[str, bytes]:
    model: Path = folder.out / MODEL
    return {path.name: path.read_bytes() for path in model.glob("*.safetensors")}


@pytest.mark.soak
def test_killed_twenty_times_it_ends_with_the_same_losses_and_weights(runs: Runs, base: Base):
    whole, broken = made(runs, base), made(runs, base)
    status = runs.train(whole)
    assert status.stage == "trained", status.error
    chance = random.Random(9)
    kill(runs, broken, steps=-1)
    for _ in range(19):
        kill(runs, broken, steps=chance.randrange(3))
    ended = runs.train(broken)
    assert ended.stage == "trained", ended.error
    assert ended.results == status.results
    assert losses(broken) == losses(whole)
    assert weights(broken) == weights(whole) != {}
