"""Checks made before a run begins: is its kind known, is there enough data, does it fit here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.contracts import Estimate, Finding, TrainingRequest
from training import recipes
from training.recipes.base import Recipe
from training.recipes.task import Prepared
from training.runs import machine
from training.runs.dataset import Dataset
from training.runs.errors import DiskLowError, OutOfMemoryError, RunRefusedError
from training.runs.folder import RunFolders

if TYPE_CHECKING:
    from assistant.engine import Engine

_GIGABYTE = 1e9
_NOT_APPROVED = "not-approved"


def recipe_of(request: TrainingRequest) -> Recipe:
    """The recipe that a request asks for.

    Raises:
        NotFoundError: There is no such kind.
        InputError: An option does not fit, or what it needs is not installed.
    """
    recipe = recipes.find(request.kind).from_preset(request.preset, request.options)
    recipe.check_installed()
    return recipe


def estimate(engine: Engine, request: TrainingRequest) -> Estimate:
    """Estimate the time, memory and disk of a run; errors as in `recipe_of` and `Task.estimate`."""
    recipe = recipe_of(request)
    found = machine.look(RunFolders(engine.home).root)
    told = recipe.load_task().estimate(engine, request, recipe, found)
    return told.model_copy(update={"findings": [*told.findings, *_waiting(engine, request)]})


def _waiting(engine: Engine, request: TrainingRequest) -> Iterator[Finding]:
    """A note about transcripts still awaiting approval, if the run uses all approved ones."""
    if request.tables or request.transcripts:
        return
    kept = [one for one in engine.transcripts.store.sets() if one.state in ("examined", "review")]
    if kept:
        yield Finding(
            code=_NOT_APPROVED, level="note", count=len(kept),
            text=f"Nothing is learnt from exports that are not approved; there are {len(kept):,}.",
        )  # fmt: skip


def refuse(told: Estimate, folders: RunFolders) -> list[str]:
    """Refuse a run that cannot succeed; returns warning codes for risks that it may survive.

    Raises:
        RunRefusedError: There is too little to learn from (`training.too-few`).
        OutOfMemoryError: The run needs more memory than the machine has.
        DiskLowError: The run needs more disk space than is free.
    """
    if not told.enough:
        raise RunRefusedError(
            code="training.too-few",
            expected="enough examples to learn from",
            found=f"{told.examples} examples: {told.why}" if told.why else "fewer",
            remedy="Approve transcripts, add some or a table, or choose another kind of training",
        )
    found = machine.look(folders.root)
    if told.disk_bytes > found.disk_for_training:
        raise DiskLowError(
            expected=f"{told.disk_bytes / _GIGABYTE:.1f} GB free on the disk",
            found=f"{found.disk_for_training / _GIGABYTE:.1f} GB",
            remedy="Free some space, or choose a smaller preset",
        )
    return _about_memory(told, found)


def _about_memory(told: Estimate, found: machine.Machine) -> list[str]:
    whole = found.gpu_bytes if found.gpus else found.total_bytes
    if told.memory_bytes > whole:
        raise OutOfMemoryError(
            expected=f"{told.memory_bytes / _GIGABYTE:.1f} GB of memory",
            found=f"{whole / _GIGABYTE:.1f} GB in this machine",
            remedy="Choose a smaller preset, a smaller model, or another machine",
        )
    return ["memory-low"] if told.memory_bytes > found.memory_for_training else []


def refuse_prepared(recipe: Recipe, prepared: Prepared, dataset: Dataset) -> int:
    """Refuse a dataset from which nothing would be learnt; returns its number of examples.

    Raises:
        RunRefusedError: There are fewer examples than the recipe's minimum (`training.too-few`),
            or none of them has an unmasked label (`training.nothing-learnt`).
    """
    examples = dataset.count("train")
    left = ", ".join(f"{reason} {count}" for reason, count in sorted(prepared.left_out.items()))
    fewer = f"{examples} examples" if not left else f"{examples} examples (left out: {left})"
    if examples < recipe.least_examples:
        raise RunRefusedError(
            code="training.too-few",
            expected=f"at least {recipe.least_examples} examples",
            found=fewer,
            remedy="Approve transcripts, add some or a table, or choose another kind of training",
        )
    if prepared.learnt <= 0:
        raise RunRefusedError(
            code="training.nothing-learnt",
            expected="examples with something to learn in them",
            found=f"{examples} examples, every label of which is masked",
            remedy="Choose longer examples, or transcripts in which agents answer",
        )
    return examples
