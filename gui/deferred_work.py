"""Deferred work after the first paint: split into small steps so that the window never freezes, and
done before the user's first click needs the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from gui.first_paint import FirstPaint

Step = Callable[[], object]

WIRE: Final = (
    "uuid", "zoneinfo", "annotated_types", "typing_inspection.introspection", "pydantic_core",
    "pydantic.errors", "pydantic.config", "importlib.metadata", "pydantic.functional_validators",
    "pydantic.types", "pydantic.fields", "pydantic.main", "assistant.contracts.base",
    "assistant.contracts.health", "assistant.contracts.articles", "assistant.contracts.jobs",
    "assistant.contracts.events", "filelock",
)  # fmt: skip
"""Modules needed to parse the engine's first response. Dependencies are listed before the modules
that import them, as separate steps, so that no step takes longer than two frames."""

ANSWERS: Final = (
    "assistant.contracts.conversations", "assistant.contracts.administration",
    "assistant.contracts.suggestions",
)  # fmt: skip
"""Modules needed to parse the next responses, imported while the requests are in flight."""

PAGES: Final = (
    "gui.palette.palette", "gui.inbox.new_conversation.new", "gui.inbox.new_conversation.paste",
    "gui.inbox.customer.record", "gui.knowledge.browser", "gui.knowledge.editor",
    "gui.knowledge.page", "gui.settings.page", "gui.settings.general", "gui.copilot.popup",
    "gui.inbox.macro_dialog", "gui.shortcuts_dialog", "gui.training.page",
)  # fmt: skip
"""Modules that the user's first click may need, the most likely first."""

_BREATH_MS: Final = 25
"""Pause between two leisurely steps, so that responses of the engine are displayed in between."""


def loads(names: Iterable[str]) -> list[Step]:
    """Return one import step per module name."""
    return [partial(import_module, name) for name in names]


class DeferredWork(QObject):
    """Runs the steps one at a time, each in its own iteration of the event loop."""

    def __init__(
        self, window: QWidget, at_once: Iterable[Step], at_leisure: Iterable[Step]
    ) -> None:
        super().__init__(window)
        self._at_once, self._at_leisure = iter(at_once), iter(at_leisure)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._next)
        FirstPaint(window).painted.connect(self._turn.start)

    def _next(self) -> None:
        pause, step = 0, next(self._at_once, None)
        if step is None:
            pause, step = _BREATH_MS, next(self._at_leisure, None)
        if step is not None:
            # started before the step, so that an exception in it does not stop the remaining steps
            self._turn.start(pause)
            step()
