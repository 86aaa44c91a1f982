"""An engine with a company's data and a tiny model, for each test module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.models import shelf_actions
from assistant.models.adding import ModelToAdd, add
from assistant.store.database import OWNER
from tests import tiny_models
from tests.ready_engine import ready_engine
from tests.training.replies import company


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with a few articles, some transcripts, and a tiny model of our own in use."""
    with ready_engine(tmp_path_factory.mktemp("company")) as engine:
        company.teach(engine)
        company.keep(engine, company.rows(60))
        put_on_shelf(engine, tiny_models.build(tmp_path_factory.mktemp("model"), own=True))
        yield engine


def put_on_shelf(engine: Engine, folder: Path) -> str:
    """Add a model to the shelf and use it; returns its id."""
    steps = add(engine.shelf, ModelToAdd(folder), torch=False)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            shelf_actions.use(engine, OWNER, end.value.id)
            return str(end.value.id)
