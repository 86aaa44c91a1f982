"""The embedding model that ships, opened once."""

from __future__ import annotations

import pytest

from assistant import model_paths
from assistant.paths import Home
from retrieval.embedder import Embedder


@pytest.fixture(scope="session")
def shipped_embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    """all-MiniLM-L6-v2, from `build/models` or prepared for these tests."""
    home = Home(tmp_path_factory.mktemp("home"))
    return Embedder(model_paths.embedding_model(home), threads=2)
