"""Tiny models, converted once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.models.shelf import InstalledModel, Shelf
from tests import tiny_models
from tests.assistant.models.bringing import brought


@pytest.fixture(scope="session")
def own_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one of our own models; tests must not change it."""
    return tiny_models.build(tmp_path_factory.mktemp("own") / "tiny", own=True)


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory, own_source: Path) -> InstalledModel:
    """That model on a shelf; tests must not change it."""
    return brought(Shelf(tmp_path_factory.mktemp("shelf")), own_source)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty shelf."""
    return Shelf(tmp_path / "models")
