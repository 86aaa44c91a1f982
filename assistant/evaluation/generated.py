"""What the active dialogue model writes, for measuring: nothing where no model is in use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant import model_paths, settings
from assistant.evaluation.replies import Writer
from assistant.models.backends import from_shelf
from assistant.models.generation import Ended, FellBack, GenerationRequest, Piece
from assistant.models.shelf import Shelf
from assistant.models.supervisor import Supervisor
from assistant.paths import Home
from assistant.prompt import Prompt

_MOST = 160
"""Tokens of a draft."""


@contextmanager
def writer(home: Home) -> Iterator[Writer | None]:
    """What the active model of a home writes for a prompt; None where there is none.

    A draft that fails is empty, and is measured so.
    """
    active = Shelf(model_paths.dialogue_models(home, settings.load(home).models_folder)).active()
    if active is None:
        yield None
        return
    supervisor = Supervisor()
    supervisor.load(from_shelf(active))
    try:
        yield lambda prompt: _written(supervisor, prompt)
    finally:
        supervisor.unload()


def _written(supervisor: Supervisor, prompt: Prompt) -> str:
    text = ""
    for event in supervisor.generate(GenerationRequest(prompt, max_tokens=_MOST)):
        if isinstance(event, Piece):
            text += event.text
        elif isinstance(event, FellBack):
            text = ""
        elif isinstance(event, Ended) and event.reason == "failed":
            return ""
    return text.strip()
