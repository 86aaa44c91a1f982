"""The base model of a run: a model of the shelf whose original weights were kept."""

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
    """A model to start from.

    Attributes:
        id: Its id on the shelf.
        folder: Folder with weights, configuration, tokenizer and template.
        rendering: How prompts are rendered for it.
        context: Context length in tokens.
        parameters, vocabulary: Number of parameters, and of tokens in the vocabulary.
        weight_bytes: Size of its safetensors files.
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
        """The base as stored in a run's facts."""
        return {**asdict(self), "folder": str(self.folder)}

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any]) -> Base:
        """The base from a run's facts.

        Raises:
            BaseGoneError: It has been removed or replaced since.
        """
        found = cls(**{**facts, "folder": Path(facts["folder"])})
        if bytes_of(found.folder) != found.weight_bytes:
            raise base_gone()
        return found


def base_of(shelf: Shelf, request: TrainingRequest) -> Base:
    """The base that a request names, or the model in use.

    Raises:
        NotFoundError: No model has this id.
        InputError: No model is in use (`training.no-base`), or its original weights were not kept
            (`training.base-weights`).
        ModelFilesDamagedError: Its files differ from those installed.
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
    """Total size of the safetensors files in a folder."""
    return sum(path.stat().st_size for path in folder.glob("*.safetensors"))
