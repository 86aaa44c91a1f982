"""What a dialogue model writes, for measuring, on the way that every draft takes."""

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
    """What the active model of a home writes for a prompt; None where there is none.

    A draft that fails is empty, and is measured so.
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
    """What one model writes; its worker ends with the block."""
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
