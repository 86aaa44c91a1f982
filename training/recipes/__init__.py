"""The kinds of training: one typed recipe for each, imported on first use.

A recipe's module must not import anything heavy: the engine reads it to show a form.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from assistant.errors import NotFoundError

if TYPE_CHECKING:
    from assistant.contracts import TrainingKind
    from training.recipes.base import Recipe

MODULES: Final[dict[TrainingKind, str]] = {
    "replies": "training.recipes.replies",
    "preferences": "training.recipes.preferences",
    "intents": "training.recipes.intents",
    "search": "training.recipes.search",
    "mood": "training.recipes.mood",
}
"""Kind → the module that defines its recipe class as `RECIPE`."""


def find(kind: str) -> type[Recipe]:
    """The recipe of a kind.

    Raises:
        NotFoundError: There is no such kind (`training.kind`).
    """
    module = next((module for known, module in MODULES.items() if known == kind), None)
    if module is None:
        raise NotFoundError(
            code="training.kind",
            expected=f"one of: {', '.join(MODULES)}",
            found="another kind of training",
            remedy="Choose one of these",
        )
    found: type[Recipe] = importlib.import_module(module).RECIPE
    return found


def every() -> list[type[Recipe]]:
    """All recipes, in the order in which they are shown."""
    return [find(kind) for kind in MODULES]
