"""`eval intents --recipe tuned`: tunes an encoder by a training run in a temporary folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.contracts import TrainingRequest
from assistant.paths import Home
from assistant.understanding import head_files
from assistant.understanding.head_vectors import HeadVectors
from retrieval import default_model
from retrieval.embedder import Embedder
from training.classify import training
from training.classify.collecting import HELD_OUT
from training.classify.tables import Table
from training.judging.splits import hash_fraction
from training.recipes.intents import Intents
from training.runs import machine
from training.runs.dataset import Dataset
from training.runs.folder import Manifest, RunFolders

_KEY_BYTES = 32


@contextmanager
def tuned_vectors(known: Table, base: Embedder, recipe: Intents) -> Iterator[HeadVectors]:
    """Tune an encoder on a table, export it, and yield a `HeadVectors` with it.

    About a tenth of the table is held out for early stopping.

    Raises:
        ModelSourceError: The weights of the built-in model are not installed.
    """
    with tempfile.TemporaryDirectory(prefix="replydesk-eval-") as scratch:
        own = Path(scratch) / head_files.EMBEDDING
        encoder = _trained(Path(scratch), known, recipe)
        training.export(encoder, own, name="tuned")
        yield HeadVectors(base, Embedder(own, threads=base.threads))


def _trained(scratch: Path, known: Table, recipe: Intents) -> Path:
    import torch

    from training.runs.group import Group
    from training.runs.status import Status
    from training.runs.trainer import TrainerRun

    folder = RunFolders(Home(scratch)).make()
    facts = {"weights": str(default_model.locate_source())}
    folder.write(
        Manifest(
            id=folder.id,
            kind="intents",
            name="eval",
            preset="thorough",
            created_at=datetime.now(UTC),
            request=TrainingRequest(kind="intents"),
            recipe=recipe.model_dump(),
            facts=facts,
        )
    )
    device = "cuda" if torch.cuda.is_available() else "cpu"
    threads = max(1, os.cpu_count() or 1) if device == "cpu" else machine.threads()
    torch.set_num_threads(threads)
    dataset = Dataset(folder.dataset, os.urandom(_KEY_BYTES))
    try:
        run = TrainerRun(
            folder, recipe, dataset, device=device, threads=threads, group=Group(),
            status=Status().of_this_process(),
        )  # fmt: skip
        training.tune(run, recipe, _side(known, unseen=False), _side(known, unseen=True))
    finally:
        dataset.close()
    return run.out / training.ENCODER


def held_out(known: Table) -> NDArray[np.bool_]:
    """Mask of the texts of a table on which the encoder is not trained; equal texts are on the same
    side."""
    return np.array([hash_fraction(text) < HELD_OUT for text in known.texts])


def _side(known: Table, *, unseen: bool) -> tuple[list[str], list[str]]:
    places = np.flatnonzero(held_out(known) == unseen)
    return [known.texts[at] for at in places], [known.labels[at] for at in places]
