"""The model that learning begins with: one of the shelf, with its weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.contracts import TrainingRequest
from assistant.errors import InputError
from assistant.models.generation import Rendering
from assistant.models.shelf import InstalledModel, Shelf
from training.runs.errors import base_gone


@dataclass(frozen=True, slots=True)
class Base:
    """A model to begin with.

    Attributes:
        id: On the shelf.
        folder: With weights, configuration, tokenizer and template.
        rendering: How prompts are put to it.
        context: Tokens that it reads at most.
        parameters, vocabulary: How many.
        weight_bytes: Of its safetensors.
    """

    id: str
    folder: Path
    rendering: Rendering
    context: int
    parameters: int
    vocabulary: int
    weight_bytes: int

    @property
    def facts(self) -> dict[str, Any]:
        """As a run's folder keeps it."""
        return {**asdict(self), "folder": str(self.folder)}

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any]) -> Base:
        """Back from what a run's folder keeps.

        Raises:
            BaseGoneError: It was removed since, or there is another in its place.
        """
        found = cls(**{**facts, "folder": Path(facts["folder"])})
        if bytes_of(found.folder) != found.weight_bytes:
            raise base_gone()
        return found


def base_of(shelf: Shelf, request: TrainingRequest) -> Base:
    """The base that a request names, or the model in use.

    Raises:
        NotFoundError: There is none of this id.
        InputError: No model is in use (`training.no-base`), or it has no weights to learn with
            (`training.base-weights`).
        ModelFilesDamagedError: Its files are not what was installed.
    """
    model = shelf.get(request.base) if request.base else shelf.active()
    if model is None:
        raise InputError(
            code="training.no-base",
            expected="a dialogue model in use, or one that is named",
            found="none",
            remedy="Add one and use it: replydesk models add FOLDER --use",
        )
    if model.weights is None:
        raise InputError(
            code="training.base-weights",
            expected="a model whose original weights were kept",
            found="one with its converted graphs only",
            remedy="Add the model again from its original folder, on a machine that has torch",
        )
    model.verify("source")
    return _described(model, model.weights)


def _described(model: InstalledModel, weights: Path) -> Base:
    manifest = model.manifest
    return Base(
        id=model.id, folder=weights, rendering=manifest.rendering,
        context=manifest.context_tokens, parameters=manifest.parameters,
        vocabulary=manifest.vocabulary,
        weight_bytes=bytes_of(weights),
    )  # fmt: skip


def bytes_of(folder: Path) -> int:
    """Of a model's weights; 0 where there are none."""
    return sum(path.stat().st_size for path in folder.glob("*.safetensors"))
