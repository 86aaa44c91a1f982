"""A real engine in this process, on a new home, with its index filled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.engine import Engine
from assistant.paths import Home


@contextmanager
def ready_engine(root: Path) -> Iterator[Engine]:
    """Start an engine on a new home for the length of a block."""
    home = Home(root)
    home.create()
    engine = Engine(home)
    try:
        engine.start()
        assert engine.knowledge.index.filled.wait(60)
        yield engine
    finally:
        engine.close()
