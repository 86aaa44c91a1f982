"""A recipe: every figure a run is made with, each declared once with its title and its text.

A recipe is a frozen pydantic model. Its fields are the options that a form shows; a preset is a
set of values that differ from the defaults.
"""

from __future__ import annotations

import importlib
import importlib.util
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Literal, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.api import words
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
        default: What it is unless the preset or a person says otherwise.
        title: A few words, for a label.
        text: What it does, in plain words.
        least, most: Bounds, both allowed.
        advanced: Shown only to who asks for more.
    """
    return Field(
        default=default, title=title, description=text, ge=least, le=most,
        json_schema_extra={"advanced": advanced},
    )  # fmt: skip


class Recipe(BaseModel):
    """What all recipes have. A kind's own derives from it, or from `looping.Looping`.

    Attributes:
        kind, title, text: What it trains, for programs and for people.
        presets: Preset → options that differ from the defaults.
        task: The code of this kind, as `module:Class`; loaded when it has something to do.
        slot: What its models take the place of: kinds with one slot share one active version.
        modules: What must be installed to train it.
        least_examples: With fewer, a run is refused.
        quality: Name of its own measure on held-out examples, higher is better.
        bases: Whether it begins with a dialogue model, of which one may be chosen.
        tables: Columns of a table it can learn from; "" where it takes none.
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
        """The recipe of a preset, changed by what a person chose.

        Raises:
            InputError: An option is unknown, or its value does not fit (`training.option`).
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
                wanted, given = words.expected(first), words.found(first)
            raise InputError(
                code="training.option", expected=wanted, found=given,
                remedy="Correct it, or leave it out to take the preset's",
            ) from error  # fmt: skip

    @classmethod
    def info(cls) -> RecipeInfo:
        """How a form shows it."""
        missing = _not_installed(cls.modules)
        return RecipeInfo(
            kind=cls.kind, title=cls.title, text=cls.text,
            presets={preset: dict(cls.presets.get(preset, {})) for preset in _PRESETS},
            options=_options(cls), available=not missing, why_not=missing,
            bases=cls.bases, tables=cls.tables,
        )  # fmt: skip

    def needs(self) -> tuple[str, ...]:
        """Modules that it needs as it is set; `modules` are those it needs however it is."""
        return self.modules

    def check_installed(self) -> None:
        """Check that what it needs is there.

        Raises:
            InputError: It is not (`training.not-installed`).
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
        """The code of this kind. Its module loads torch only in the functions that need it."""
        module, _, name = cls.task.partition(":")
        found: Task = getattr(importlib.import_module(module), name)()
        return found


def _not_installed(modules: Iterable[str]) -> str:
    """Which of these modules are not installed, for people; "" for none."""
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
    """The `ge` and `le` among a field's constraints."""
    found = types.SimpleNamespace(ge=None, le=None)
    for constraint in metadata:
        for name in ("ge", "le"):
            setattr(found, name, getattr(constraint, name, getattr(found, name)))
    return found.ge, found.le
