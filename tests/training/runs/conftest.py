"""A home with its store, runs prepared with the tiny task, and real trainers for them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from assistant.contracts import TrainingRequest
from assistant.paths import Home
from assistant.store.database import OWNER, Store
from assistant.store.opening import open_store
from tests.training.runs.preloaded import Started, launch_preloaded
from tests.training.runs.tiny_task import TinyTask, hurry
from training import recipes
from training.runs.dataset import Dataset, key_of
from training.runs.folder import Manifest, RunFolder, RunFolders
from training.runs.status import Status


@pytest.fixture(scope="module", autouse=True)
def tiny_recipe() -> Iterator[None]:
    """Replace mood by the tiny task, here and in the trainers; one thread each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(recipes.MODULES, "mood", "tests.training.runs.tiny_task")
        patch.setenv("OMP_NUM_THREADS", "1")
        yield


@dataclass
class Runs:
    """Creates runs, and trains them in real processes."""

    home: Home
    store: Store
    processes: list[Started] = field(default_factory=list)

    def make(self, **options: Any) -> RunFolder:
        """Create a prepared run that is ready to be trained."""
        folders = RunFolders(self.home)
        folder = folders.make()
        recipe = recipes.find("mood").from_preset("balanced", options)
        request = TrainingRequest(kind="mood")
        with_key = Dataset(folder.dataset, self.key(folder))
        steps = TinyTask().prepare(self, request, recipe, with_key)
        try:
            while True:
                next(steps)
        except StopIteration as end:
            prepared = end.value
        with_key.close()
        folder.write(
            Manifest(
                id=folder.id,
                kind="mood",
                name="tiny",
                preset="balanced",
                created_at=datetime.now(UTC),
                request=request,
                recipe=recipe.model_dump(),
                actor_id=OWNER.id,
                state="waiting",
                queued_at=datetime.now(UTC),
                facts=dict(prepared.facts),
                examples=recipe.examples,
            )
        )
        return folder

    def key(self, folder: RunFolder) -> bytes:
        return key_of(self.store.key, folder.id)

    def start(self, folder: RunFolder, processes: int = 1, *, sensors: str = "") -> Started:
        key = self.key(folder)
        process = launch_preloaded(self.home, folder, key, processes, sensors=sensors)
        self.processes.append(process)
        return process

    def train(self, folder: RunFolder, processes: int = 1, *, sensors: str = "") -> Status:
        """Train a run until it ends or stops, without further artificial delays."""
        hurry(folder.path)
        self.start(folder, processes, sensors=sensors).wait(300)
        return Status.read(folder.status)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    home = Home(tmp_path_factory.mktemp("home"))
    store = open_store(home).store
    made = Runs(home, store)
    yield made
    for process in made.processes:
        if process.poll() is None:
            with suppress(psutil.NoSuchProcess):  # it may have just ended
                for each in psutil.Process(process.pid).children(recursive=True):
                    each.kill()
            process.kill()
        process.wait(60)
    store.close()


@pytest.fixture(scope="module")
def whole(runs: Runs) -> RunFolder:
    """A run that was trained without interruptions."""
    folder = runs.make()
    status = runs.train(folder)
    assert status.stage == "trained", status.error
    assert status.results["accuracy"] > 0.8
    return folder


def until(condition: Callable[[], object], process: Started) -> None:
    """Wait for a condition that a trainer is about to fulfil; fails if the trainer ends first."""
    while not condition():
        try:
            process.wait(0.02)
        except subprocess.TimeoutExpired:
            continue
        assert condition(), f"the trainer ended with {process.returncode}"


def owner_only(path: Path) -> bool:
    """Whether only the owner may access a file or folder."""
    return os.name != "posix" or not path.stat().st_mode & 0o077
