"""Generates drafts with a dialogue model for evaluation, in the same way as in production."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant import model_paths, settings
from assistant.evaluation.replies import Writer
from assistant.models.backends import from_shelf
from assistant.models.generation import (
    Begun,
    DialogueModel,
    Ended,
    GenerationRequest,
    Piece,
)
from assistant.models.shelf import Shelf
from assistant.models.supervisor import Supervisor
from assistant.paths import Home
from assistant.prompt import Prompt


@contextmanager
def writer(home: Home) -> Iterator[Writer | None]:
    """A function that writes drafts with the active model of a home; None if there is none.

    A draft that fails is empty, and is measured as such.
    """
    active = Shelf(
        model_paths.dialogue_models(home, settings.load(home).models_folder),
        built_in=model_paths.built_in_models(),
    ).active()
    if active is None:
        yield None
        return
    with writer_of(from_shelf(active)) as write:
        yield write


@contextmanager
def writer_of(model: DialogueModel) -> Iterator[Writer]:
    """A function that writes drafts with one model; its worker stops at the end of the block."""
    supervisor = Supervisor()
    supervisor.load(model)
    try:
        yield lambda prompt: _written(supervisor, prompt)
    finally:
        supervisor.unload()


def _written(supervisor: Supervisor, prompt: Prompt) -> str:
    text = ""
    for event in supervisor.generate(GenerationRequest(prompt)):
        if isinstance(event, Begun):
            text = ""
        elif isinstance(event, Piece):
            text += event.text
        elif isinstance(event, Ended) and event.reason == "failed":
            return ""
    return text.strip()
