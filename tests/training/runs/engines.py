"""A real engine whose trainers train the tiny task."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assistant.contracts import Run, TrainingRequest
from assistant.engine import Engine
from assistant.paths import Home
from assistant.store.database import OWNER
from tests.training.runs.preloaded import launch_preloaded
from tests.training.runs.tiny_task import hurry
from training.runs.shortage import Sensors
from training.service import TrainingService

OVER = ("done", "failed", "cancelled", "interrupted", "paused")


@dataclass
class Desk:
    """An engine and its training part."""

    engine: Engine
    training: TrainingService

    def begin(self, **options: Any) -> str:
        request = TrainingRequest(kind="mood", options=options, name="Tiny")
        return self.training.begin(OWNER, request).id

    def run(self, id_: str) -> Run:
        return self.training.shown(self.training.folders.get(id_))

    def over(self, id_: str) -> Run:
        """Wait until a run is over, without further artificial delays; returns it."""
        hurry(self.training.folders.get(id_).path)
        return self.when(id_, lambda run: run.state in OVER)

    def when(self, id_: str, condition: Callable[[Run], bool], seconds: float = 240) -> Run:
        end = time.monotonic() + seconds
        while not condition(run := self.run(id_)):
            assert time.monotonic() < end, f"it is {run.state} still"
            time.sleep(0.05)
        return run


@contextmanager
def desk(home: Home, *, sensors: Sensors | None = None) -> Iterator[Desk]:
    """Start an engine on a home for the length of a block; its trainers outlive it."""
    home.create()
    engine = Engine(home)
    training = TrainingService(engine, launch=launch_preloaded, sensors=sensors)
    try:
        training.start()
        yield Desk(engine, training)
    finally:
        training.close()
        engine.close()
