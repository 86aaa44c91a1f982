"""Reads out of the engine's source every text it can tell a person, as patterns.

A text is what a call gives as `expected`, `found`, `remedy` (or a notice's `text`), by name or by
place; names are followed to what was assigned to them, and parameters to what callers give.
A value put into a text becomes `{}`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
FIELDS = ("expected", "found", "remedy")
_FIELDS_OF = {
    "Notice": (*FIELDS, "text"), "ProblemDetails": (*FIELDS, "title", "detail"),
    "Finding": ("text",), "Sufficiency": ("text",), "option": ("title", "text"),
    "Figure": ("title",), "Judgement": ("verdict",), "Estimate": ("why",),
    "evidence_text": ("text",),
}  # fmt: skip
_ROOMS = ("assistant", "retrieval", "training")
_NOT_SHOWN = ("cli", "client", "demo", "evaluation", "starter", "names", "learning")
"""Rooms of the engine's side that the window never hears."""
_SHOWN_AFTER_ALL = ("assistant/client/locator.py", "assistant/client/starting.py")
NOT_SHOWN_YET: tuple[str, ...] = ()
"""Rooms for which the window has no page yet."""
_NOT_SHOWN_FILES = ("retrieval/evaluate_files.py", "retrieval/evaluate.py")
_DEEP = 8

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Module:
    """One file: its functions, and which function each call stands in."""

    path: Path
    tree: ast.Module
    inside: dict[ast.AST, Function] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._enter(self.tree, None)

    def _enter(self, node: ast.AST, function: Function | None) -> None:
        for child in ast.iter_child_nodes(node):
            if function is not None:
                self.inside[child] = function
            inner = function
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions[child.name] = inner = child
            self._enter(child, inner)


@dataclass(frozen=True, slots=True)
class Told:
    """One text: where it stands, and its pattern; None where no pattern could be read."""

    place: str
    pattern: str | None
    source: str = ""


def modules(later: tuple[str, ...] = NOT_SHOWN_YET) -> list[Module]:
    """Every file of the engine's side whose errors the window may show."""
    found = []
    for room in _ROOMS:
        for path in sorted((PROJECT / room).rglob("*.py")):
            name = path.relative_to(PROJECT).as_posix()
            aside = name.split("/")[1] in (*_NOT_SHOWN, *later) and name not in _SHOWN_AFTER_ALL
            if not aside and name not in _NOT_SHOWN_FILES:
                found.append(Module(path, ast.parse(path.read_text("utf-8"))))
    return found


@cache
def told(later: tuple[str, ...] = NOT_SHOWN_YET) -> tuple[Told, ...]:
    """Every text, once for each place it is given at; without the rooms of `later`."""
    all_modules = modules(later)
    reader = Reader(all_modules)
    return tuple(text for module in all_modules for text in reader.texts(module))


class Reader:
    """Follows names through the modules."""

    def __init__(self, all_modules: list[Module]) -> None:
        self._calls: dict[str, list[tuple[Module, ast.Call]]] = {}
        self._modules = all_modules
        for module in all_modules:
            known = _imported(module.tree)
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and _ours(node, known):
                    self._calls.setdefault(_called(node), []).append((module, node))

    def texts(self, module: Module) -> Iterator[Told]:
        """The texts of one module's calls."""
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call):
                continue
            for value in _given(node):
                for pattern, source in self._patterns(module, value, _DEEP):
                    place = f"{module.path.relative_to(PROJECT)}:{node.lineno}"
                    yield Told(place, pattern, source)

    def _patterns(
        self, module: Module, node: ast.expr, deep: int
    ) -> Iterator[tuple[str | None, str]]:
        match node:
            case ast.Constant(value=str(text)):
                yield text, ""
            case ast.JoinedStr(values=values):
                yield _joined(values), ""
                for value in values:  # what is put in may be words itself: "a list", "none"
                    if isinstance(value, ast.FormattedValue) and deep:
                        yield from self._inner(module, value.value, deep - 1)
            case ast.IfExp(body=body, orelse=other):
                yield from self._patterns(module, body, deep)
                yield from self._patterns(module, other, deep)
            case ast.BoolOp(values=values):
                for value in values:
                    yield from self._patterns(module, value, deep)
            case ast.Name() | ast.Call() if deep:
                found = list(self._followed(module, node, deep - 1))
                yield from found or [(None, ast.unparse(node))]
            case _:
                yield None, ast.unparse(node)

    def _inner(self, module: Module, node: ast.expr, deep: int) -> Iterator[tuple[str | None, str]]:
        """Words that are put into a text; what cannot be read is a value and stays as it is."""
        for pattern, source in self._patterns(module, node, deep):
            if pattern is not None and " " in pattern.strip():
                yield pattern, source

    def _followed(
        self, module: Module, node: ast.Name | ast.Call, deep: int
    ) -> Iterator[tuple[str | None, str]]:
        if isinstance(node, ast.Call):
            function = module.functions.get(_called(node))
            for inner in ast.walk(function) if function is not None else ():
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from self._patterns(module, inner.value, deep)
            return
        scope = module.inside.get(node)
        for value in _assigned(scope or module.tree, node.id) or _assigned(module.tree, node.id):
            yield from self._patterns(module, value, deep)
        while scope is not None:
            names = [argument.arg for argument in _arguments(scope)]
            if node.id in names:
                yield from self._callers(scope, node.id, names, deep)
                return
            scope = module.inside.get(scope)

    def _callers(
        self, function: Function, name: str, names: list[str], deep: int
    ) -> Iterator[tuple[str | None, str]]:
        at = [each for each in names if each not in ("self", "cls")].index(name)
        defaults = dict(
            zip(reversed([each.arg for each in _arguments(function)]),
                reversed([*function.args.defaults, *function.args.kw_defaults]), strict=False)
        )  # fmt: skip
        default = defaults.get(name)
        if isinstance(default, ast.Constant) and isinstance(default.value, str) and default.value:
            yield default.value, ""
        called = function.name
        for module, call in self._calls.get(called, []):
            by_name = next((each.value for each in call.keywords if each.arg == name), None)
            value = by_name or (call.args[at] if at < len(call.args) else None)
            if value is not None:
                yield from self._patterns(module, value, deep)


def _given(call: ast.Call) -> Iterator[ast.expr]:
    fields = _FIELDS_OF.get(_called(call), FIELDS)
    yield from (each.value for each in call.keywords if each.arg in fields)
    if _called(call) == "Notice":
        yield from call.args[1:]  # its code comes first


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _imported(tree: ast.Module) -> set[str]:
    return {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_ROOMS)
        for name in node.names
    }


def _ours(call: ast.Call, imported: set[str]) -> bool:
    """Whether it may call a function of the engine: by name, on itself, or on a module."""
    if isinstance(call.func, ast.Attribute):
        base = call.func.value
        return isinstance(base, ast.Name) and (base.id == "self" or base.id in imported)
    return True


def _arguments(function: Function) -> list[ast.arg]:
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs]


def _assigned(scope: ast.AST, name: str) -> list[ast.expr]:
    """What is assigned to a name, alone or as one of several."""
    values: list[ast.expr] = []
    for node in _assignments(scope):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Name) and target.id == name:
                values.append(node.value)  # type: ignore[arg-type]
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                values += [
                    value
                    for each, value in zip(target.elts, node.value.elts, strict=False)
                    if isinstance(each, ast.Name) and each.id == name
                ]
    return values


@cache
def _assignments(scope: ast.AST) -> list[ast.Assign | ast.AnnAssign]:
    """Those that give a value; asked for again and again."""
    return [
        node
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
    ]


def _joined(values: list[ast.expr]) -> str:
    return "".join(
        str(value.value) if isinstance(value, ast.Constant) else "{}" for value in values
    )
