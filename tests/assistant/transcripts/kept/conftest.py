"""A real engine in a home of its own, with a complete index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.engine import Engine
from tests.ready_engine import ready_engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with ready_engine(tmp_path_factory.mktemp("home")) as made:
        yield made
