"""Adds the model that comes with the program to the shelf after the engine has started."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from assistant.models import starter_model

if TYPE_CHECKING:
    from assistant.engine import Engine

AFTER_S: Final = 20.0
"""Delay after the start: conversion keeps a processor busy for seconds, and what people started the
engine for comes first."""


def bring_starter(engine: Engine, stop: threading.Event) -> None:
    """Queue the starter model's conversion if a build shipped only its weights; else do nothing.

    Args:
        stop: Ends the wait.
    """
    if not starter_model.is_due(engine.shelf) or stop.wait(AFTER_S):
        return
    # imported late: most starts have no model to add
    from assistant.models import shelf_actions

    shelf_actions.bring_starter(engine)
