"""The model that came with the program, brought onto the shelf when an engine has started."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from assistant.models import shipped

if TYPE_CHECKING:
    from assistant.engine import Engine

AFTER_S: Final = 20.0
"""What people started the engine for comes first: converting takes a processor some seconds."""


def bring_starter(engine: Engine, stop: threading.Event) -> None:
    """Queue its conversion where a build shipped only its weights; nothing where there are none.

    Args:
        stop: Ends the wait.
    """
    if not shipped.is_due(engine.shelf) or stop.wait(AFTER_S):
        return
    # what takes models in need not be loaded before
    from assistant.models import keeping

    keeping.bring_starter(engine)
