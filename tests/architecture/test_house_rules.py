"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("assistant", "gui", "retrieval", "training")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGER_FILES = {
    # tables of declarations: one list, cut nowhere
    "assistant/contracts.py", "assistant/store/schema.py",
    "assistant/store/migrations/m0001_first_store.py",
}  # fmt: skip


def tracked(*patterns: str) -> list[Path]:
    """Files of the checkout that git knows (all that match, outside a checkout)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [
        PROJECT / name for name in listed.stdout.split("\0") if name and (PROJECT / name).is_file()
    ]


def sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((PROJECT / room).rglob("*.py"))
    yield PROJECT / "main.py"


def test_packaging_is_no_package() -> None:
    # it would shadow PyPI's `packaging`
    assert not list((PROJECT / "packaging").rglob("__init__.py"))


def test_main_imports_nothing_at_the_top() -> None:
    # child processes re-import it
    tree = ast.parse((PROJECT / "main.py").read_text("utf-8"))
    imported = [
        name.name if isinstance(node, ast.Import) else node.module
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    ]
    assert set(imported) <= {"sys", "__future__"}


def test_files_are_short() -> None:
    long = {
        str(path.relative_to(PROJECT)): lines
        for path in [*sources(), *sorted((PROJECT / "packaging").glob("*.py"))]
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert set(long) <= LONGER_FILES, long


def test_functions_are_short() -> None:
    long = {
        f"{path.relative_to(PROJECT)}:{node.lineno} {node.name}": lines
        for path in [*sources(), *sorted((PROJECT / "packaging").glob("*.py"))]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := length(node)) > LONGEST_FUNCTION
    }
    assert not long


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    body = function.body
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        lines -= (body[0].end_lineno or 0) - body[0].lineno + 1
    return lines


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(PROJECT))
        for path in sources()
        if path.read_text("utf-8").strip()
        and ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None
    ]
    assert not silent


def test_the_project_names_no_machine_of_its_makers() -> None:
    # split, so that this file does not find itself
    forbidden = ["/wo" + "rk/", "/tm" + "p/w/", "ghp" + "_", "BEGIN PRIVATE" + " KEY"]
    found = [
        f"{path.relative_to(PROJECT)}: {word}"
        for path in tracked("*.py", "*.md", "*.toml", "*.sh", "*.txt", "Makefile", ".ci/*")
        for word in forbidden
        if word in path.read_text("utf-8", "replace")
    ]
    assert not found


def test_only_the_command_line_prints_and_nobody_leaves_a_debugger() -> None:
    calls = [
        f"{path.relative_to(PROJECT)}:{node.lineno}"
        for path in sources()
        if "assistant/cli/" not in path.as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "breakpoint"}
    ]
    assert not calls
