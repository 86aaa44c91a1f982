"""A training run in this process, with a tiny encoder and a tiny base."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.contracts import TrainingRequest
from assistant.paths import Home
from retrieval.embedder_export.prepare import prepare
from tests.retrieval.tiny_models import write_model
from training.recipes.base import Recipe
from training.runs.dataset import Dataset
from training.runs.folder import Manifest, RunFolder, RunFolders
from training.runs.group import Group
from training.runs.status import Status
from training.runs.trainer import TrainerRun

KEY = bytes(32)


def tiny_facts(folder: Path) -> dict[str, Any]:
    """Facts of a run: the weights of a tiny encoder, and the same exported as the base."""
    source = write_model(folder / "weights", seed=1)
    for _ in prepare(source, folder / "base", precision="fp32"):
        pass
    return {"weights": str(source), "embedding": str(folder / "base"), "name": "tiny",
            "run": "1", "longest": 32}  # fmt: skip


def made(
    home: Home, recipe: Recipe, facts: Mapping[str, Any], parts: Mapping[str, list[dict[str, Any]]],
    documents: Mapping[str, Any] | None = None,
) -> RunFolder:  # fmt: skip
    """Create a prepared run."""
    folder = RunFolders(home).make()
    folder.write(
        Manifest(
            id=folder.id, kind=recipe.kind, name="tiny", preset="balanced",
            created_at=datetime.now(UTC), request=TrainingRequest(kind=recipe.kind),
            recipe=recipe.model_dump(), facts=dict(facts),
        )
    )  # fmt: skip
    with closing(Dataset(folder.dataset, KEY)) as dataset:
        for part, bodies in parts.items():
            dataset.add(part, bodies)  # type: ignore[arg-type]  # parts, as the caller names them
        for name, body in (documents or {}).items():
            dataset.keep(name, body)
    return folder


def trained(folder: RunFolder, recipe: Recipe) -> Mapping[str, float]:
    """Train a run until it ends or stops."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with closing(Dataset(folder.dataset, KEY)) as dataset:
        run = TrainerRun(
            folder, recipe, dataset, device="cpu", threads=1, group=Group(), status=Status()
        )
        return recipe.load_task().train(run)
