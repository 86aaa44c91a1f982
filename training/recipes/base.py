"""The base class of recipes. A recipe holds all options of a run, each with its title and text.

It is a frozen pydantic model. Its fields are the options that a form shows; a preset is a set of
values that differ from the defaults.
"""

from __future__ import annotations

import importlib
import importlib.util
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Literal, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.api import validation_messages
from assistant.contracts import RecipeInfo, RecipeOption, TrainingKind
from assistant.contracts.training import Preset
from assistant.errors import InputError
from training.recipes.task import Task

OptionKind = Literal["flag", "whole", "number", "choice"]
_PRESETS: tuple[Preset, ...] = ("quick", "balanced", "thorough")
_KINDS: dict[object, OptionKind] = {bool: "flag", int: "whole", float: "number", str: "choice"}


def option(
    default: float | str, *, title: str, text: str, least: float | None = None,
    most: float | None = None, advanced: bool = True,
) -> Any:  # fmt: skip
    """Declare an option. Its type is the field's: bool, int, float, or a `Literal` of texts.

    Args:
        default: Its value unless the preset or a person sets another.
        title: A short label.
        text: What it does, in plain words.
        least, most: Inclusive bounds.
        advanced: Whether a form hides it until advanced options are asked for.
    """
    return Field(
        default=default, title=title, description=text, ge=least, le=most,
        json_schema_extra={"advanced": advanced},
    )  # fmt: skip


class Recipe(BaseModel):
    """Base class of all recipes; those with a training loop derive from `looped.LoopedRecipe`.

    Attributes:
        kind: Identifies the kind of training.
        title, text: What it trains, for people.
        presets: Preset → options that differ from the defaults.
        task: The class that implements this kind, as `module:Class`; imported on first use.
        slot: What its models replace: kinds with the same slot share one active version.
        modules: Python modules that must be installed to train it.
        least_examples: A run with fewer examples is refused.
        quality: Name of its main measure on held-out examples; higher is better.
        bases: Whether it starts from a dialogue model that can be chosen.
        tables: Columns of the tables it can learn from; "" if it takes none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: ClassVar[TrainingKind]
    title: ClassVar[str]
    text: ClassVar[str]
    presets: ClassVar[Mapping[Preset, Mapping[str, Any]]] = {}
    task: ClassVar[str]
    slot: ClassVar[str]
    modules: ClassVar[tuple[str, ...]] = ("torch",)
    least_examples: ClassVar[int] = 1
    quality: ClassVar[str] = ""
    bases: ClassVar[bool] = False
    tables: ClassVar[str] = ""

    seed: int = option(
        20261122, title="Seed", least=0, most=2**31 - 1,
        text="Where randomness starts: the same seed on the same data gives the same model.",
    )  # fmt: skip

    @classmethod
    def from_preset(cls, preset: Preset, options: Mapping[str, Any]) -> Self:
        """The recipe of a preset, with the options that a person changed.

        Raises:
            InputError: An option is unknown, or its value is invalid (`training.option`).
        """
        try:
            return cls.model_validate({**cls.presets.get(preset, {}), **options})
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            if first["type"] == "extra_forbidden":
                name = str(first["loc"][-1])[:100]
                wanted = f"one of {', '.join(cls.model_fields)}"
                given = f"{name}, which is no option of it"
            else:
                wanted = validation_messages.expected(first)
                given = validation_messages.found(first)
            raise InputError(
                code="training.option", expected=wanted, found=given,
                remedy="Correct it, or leave it out to take the preset's",
            ) from error  # fmt: skip

    @classmethod
    def info(cls) -> RecipeInfo:
        """The description from which a form is built."""
        missing = _not_installed(cls.modules)
        return RecipeInfo(
            kind=cls.kind, title=cls.title, text=cls.text,
            presets={preset: dict(cls.presets.get(preset, {})) for preset in _PRESETS},
            options=_options(cls), available=not missing, why_not=missing,
            bases=cls.bases, tables=cls.tables,
        )  # fmt: skip

    def needs(self) -> tuple[str, ...]:
        """Modules needed with these options; `modules` are needed with any options."""
        return self.modules

    def check_installed(self) -> None:
        """Check that the modules it needs are installed.

        Raises:
            InputError: One is missing (`training.not-installed`).
        """
        if missing := _not_installed(self.needs()):
            raise InputError(
                code="training.not-installed",
                expected="what this training needs",
                found=missing,
                remedy="Install Replydesk Trainer; in a checkout: pip install 'replydesk[train]'",
            )

    @classmethod
    def load_task(cls) -> Task:
        """Import and create the task. Its module imports torch only inside functions."""
        module, _, name = cls.task.partition(":")
        found: Task = getattr(importlib.import_module(module), name)()
        return found


def _not_installed(modules: Iterable[str]) -> str:
    """A message naming the modules that are not installed; "" if all are."""
    missing = [name for name in modules if not _installed(name)]
    return f"Not installed: {', '.join(missing)}" if missing else ""


def _installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ModuleNotFoundError, ValueError):
        return False


def _options(recipe: type[Recipe]) -> list[RecipeOption]:
    hints = typing.get_type_hints(recipe)
    found = []
    for name, field in recipe.model_fields.items():
        choices, bounds = _choices(hints[name]), _bounds(field.metadata)
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        found.append(
            RecipeOption(
                name=name, kind="choice" if choices else _KINDS[hints[name]],
                title=field.title or name, text=field.description or "",
                default=field.default, choices=choices, least=bounds[0], most=bounds[1],
                advanced=bool(extra.get("advanced", True)),
            )
        )  # fmt: skip
    return found


def _choices(hint: object) -> list[str]:
    return [str(value) for value in get_args(hint)] if get_origin(hint) is Literal else []


def _bounds(metadata: list[Any]) -> tuple[float | None, float | None]:
    """The `ge` and `le` values among a field's constraints; None where there is none."""
    found = types.SimpleNamespace(ge=None, le=None)
    for constraint in metadata:
        for name in ("ge", "le"):
            setattr(found, name, getattr(constraint, name, getattr(found, name)))
    return found.ge, found.le
