"""The shelf as it is sent over the API."""

from __future__ import annotations

from assistant.contracts import ModelShelf, ShelvedModel
from assistant.models import conversion
from assistant.models.shelf import InstalledModel, Shelf


def shelf_view(shelf: Shelf) -> ModelShelf:
    """All models sorted by name; unreadable ones come last, with their error code."""
    choice, writes = shelf.choice(), shelf.writes()
    items = [model_view(shelf, model) for model in shelf.listed()]
    for id_, code in shelf.damaged().items():
        items.append(
            ShelvedModel(
                id=id_, name=id_, architecture="", parameters=0, context_tokens=0,
                rendering="chat", problems=[code],
            )
        )  # fmt: skip
    return ModelShelf(
        items=items,
        active=choice.active if writes else "",
        on_request="" if writes else choice.active,
        previous=choice.previous,
        converts=conversion.can_convert(),
    )


def model_view(shelf: Shelf, model: InstalledModel) -> ShelvedModel:
    """One model."""
    choice, writes, manifest = shelf.choice(), shelf.writes(), model.manifest
    return ShelvedModel(
        id=model.id,
        name=manifest.name,
        architecture=manifest.architecture,
        family=manifest.family,
        parameters=manifest.parameters,
        context_tokens=manifest.context_tokens,
        rendering=manifest.rendering,
        languages=list(manifest.languages),
        formats=list(manifest.formats),
        size_bytes=model.size_bytes,
        licence=manifest.licence,
        active=writes and model.id == choice.active,
        on_request=not writes and model.id == choice.active,
        trainable=model.weights is not None,
        built_in=shelf.is_built_in(model.id),
        previous=model.id == choice.previous,
        problems=model.problems(),
        notes=list(manifest.notes),
        created_at=manifest.created_at,
        adapter=manifest.adapter,
        converted=manifest.converted,
        agreement=manifest.parity.agreement,
        perplexity=manifest.parity.perplexity,
        perplexity_int4=manifest.parity.perplexity_int4,
    )
