"""Helpers to add models to a shelf."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from assistant.models.adding import Adding, ModelToAdd, add
from assistant.models.convert.wire import Progress
from assistant.models.shelf import InstalledModel, Shelf


def brought(
    shelf: Shelf, folder: Path, *, adapter: Path | None = None, torch: bool | None = False
) -> InstalledModel:
    """Add a model, by default without torch, which suffices for our own; returns it."""
    return followed(shelf, folder, adapter=adapter, torch=torch)[0]


def followed(
    shelf: Shelf, folder: Path, *, adapter: Path | None = None, torch: bool | None = False
) -> tuple[InstalledModel, list[Progress]]:
    """Add a model; returns it, and the progress steps."""
    steps = add(shelf, ModelToAdd(folder, adapter), torch=torch)
    told = []
    while True:
        try:
            told.append(next(steps))
        except StopIteration as end:
            return end.value, told


def finished(
    steps: Adding, *, at: str = "", do: Callable[[], object] = lambda: None
) -> InstalledModel:
    """Run all steps and return the model; calls `do` when the stage `at` is first reached."""
    done = False
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return end.value
        if step.stage == at and not done:
            done = True
            do()


def copied(model: InstalledModel, shelf: Shelf, *, name: str = "") -> InstalledModel:
    """Copy an installed model to a shelf, optionally under another id."""
    staged = shelf.staging()
    shutil.rmtree(staged)
    shutil.copytree(model.folder, staged)
    if name:
        model.manifest.model_copy(update={"id": name, "name": name}).write(staged)
    return shelf.install(staged)


def left_over(shelf: Shelf) -> list[str]:
    """Names of files in a shelf's folder that do not belong to installed models."""
    if not shelf.root.exists():
        return []
    known = {model.id for model in shelf.listed()} | {"active.json"}
    return [path.name for path in shelf.root.iterdir() if path.name not in known]
