"""Tiny real models, converted once for all tests of the worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.models.generation import LocalModel
from tests.tiny_dialogue import local_model


@pytest.fixture(scope="session")
def own_model(tmp_path_factory: pytest.TempPathFactory) -> LocalModel:
    """A model with our own rendering."""
    return local_model(tmp_path_factory.mktemp("own"), own=True)


@pytest.fixture(scope="session")
def chat_model(tmp_path_factory: pytest.TempPathFactory) -> LocalModel:
    """A model with a chat template."""
    return local_model(tmp_path_factory.mktemp("chat"), own=False)


@pytest.fixture
def template_folder(tmp_path: Path, chat_model: LocalModel) -> Path:
    """A copy of the chat model's small files, whose template a test may replace."""
    for name in ("tokenizer.json", "tokenizer_config.json", "config.json"):
        (tmp_path / name).write_bytes((chat_model.tokenizer / name).read_bytes())
    return tmp_path
