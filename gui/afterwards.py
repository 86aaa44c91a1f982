"""What the window loads once it was painted: in small steps, so that it is never frozen, and at
once, so that nobody's first click has to wait for it."""

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
"""What it takes to understand the engine's first word. Where one imports another, that one stands
before it and is a step of its own: none takes longer than two frames."""

ANSWERS: Final = (
    "assistant.contracts.conversations", "assistant.contracts.administration",
    "assistant.contracts.suggestions",
)  # fmt: skip
"""What it takes to read the first answers, while they are on their way."""

PAGES: Final = (
    "gui.palette.palette", "gui.inbox.beginning.new", "gui.inbox.beginning.paste",
    "gui.inbox.customer.record", "gui.knowledge.browser", "gui.knowledge.editor",
    "gui.knowledge.page", "gui.settings.page", "gui.settings.general", "gui.copilot.popup",
    "gui.inbox.macro_dialog", "gui.shortcuts_dialog", "gui.training.page",
)  # fmt: skip
"""What a first click may want, the likeliest first."""

_BREATH_MS: Final = 25
"""Between two steps at leisure: what the engine answers is shown meanwhile."""


def loads(names: Iterable[str]) -> list[Step]:
    """A step for each module."""
    return [partial(import_module, name) for name in names]


class Afterwards(QObject):
    """Does its steps one by one, each in a turn of the event loop of its own."""

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
            self._turn.start(pause)  # first: a step that fails is one fault, not the end of them
            step()
