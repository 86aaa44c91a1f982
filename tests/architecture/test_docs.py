"""What the documents say is true: codes, settings, commands, links, the files of a home."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli.commands import _parser
from assistant.paths import Home
from assistant.settings import Settings
from main import extension
from tests.architecture.test_house_rules import PROJECT, sources

README = PROJECT / "README.md"
ADMIN = PROJECT / "docs" / "admin.md"
PAGES = (README, *sorted((PROJECT / "docs").glob("*.md")))

_CODE = re.compile(r"[a-z]+(?:[.-][a-z_-]+)*")
_CODE_STANDS = {
    "Notice": 0, "Problem": 0, "RequestRefusedError": 1, "_problem": 1, "_bad": 0, "_access": 0,
    "_damaged": 0, "refuse": 0,
}  # fmt: skip
"""Where a code stands among the arguments of whoever takes it without its name."""
_MADE = {f"customer.{kind}" for kind in ("email", "phone", "number", "name")}
"""Codes put together at run time (`store.identifiers`)."""


def codes_in_source() -> Iterator[str]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for value in _candidates(node):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value


def _candidates(node: ast.AST) -> Iterator[ast.expr]:
    """What may be a code: `code = …` in a class, `code=…` in a call, a known argument."""
    if isinstance(node, ast.ClassDef):
        for line in node.body:
            if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "code":
                yield line.value
            if isinstance(line, ast.AnnAssign) and ast.unparse(line.target) == "code":
                yield from [line.value] if line.value else []
    if isinstance(node, ast.Call):
        yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
        place = _CODE_STANDS.get(ast.unparse(node.func).rpartition(".")[2])
        if place is not None:
            yield from node.args[place : place + 1]


def table_rows(heading: str) -> list[list[str]]:
    """The rows of all tables below a heading of docs/admin.md, without their header rows."""
    text = ADMIN.read_text("utf-8").partition(f"\n## {heading}\n")[2]
    lines = re.split(r"\n## ", text)[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return [
        row
        for row, below in zip(rows, [*rows[1:], [""]], strict=True)
        if set(row[0]) != {"-"} and set(below[0]) != {"-"}
    ]


def test_words_of_a_code_are_joined_by_dashes() -> None:
    assert [code for code in codes_in_source() if "_" in code and _CODE.fullmatch(code)] == []


def test_every_code_is_explained_and_no_other() -> None:
    explained = [row[0].strip("`") for row in table_rows("Codes")]
    assert len(explained) == len(set(explained))
    raised = {code for code in codes_in_source() if _CODE.fullmatch(code)} | _MADE
    assert sorted(raised - set(explained)) == [], "explain these in docs/admin.md"
    assert sorted(set(explained) - raised) == [], "nothing raises these any more"


def test_settings_are_listed_with_their_defaults_and_texts() -> None:
    assert table_rows("Settings") == [
        [f"`{name}`", f"`{json.dumps(field.default)}`", field.description]
        for name, field in Settings.model_fields.items()
    ]


def test_every_file_of_a_home_is_explained() -> None:
    told = set(re.findall(r"`([\w.]+)`", " ".join(row[0] for row in table_rows("The home folder"))))
    places = [name for name, value in vars(Home).items() if isinstance(value, property)]
    assert {getattr(Home(Path("home")), place).name for place in places} <= told


def commands() -> Iterator[tuple[str, str]]:
    """Every command line in a code block of a page."""
    for page in PAGES:
        for block in re.findall(r"```(?:sh|console)\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for line in block.splitlines():
                command = line.removeprefix("$ ")
                if command.startswith("replydesk "):
                    yield page.name, command


@pytest.mark.parametrize(("page", "command"), sorted(set(commands())))
def test_documented_commands_are_understood(page: str, command: str) -> None:
    words = shlex.split(command, comments=True)[1:]
    words = words[: words.index("<")] if "<" in words else words
    assert callable(_parser(words, extension=extension()).parse_args(words).run)


def test_links_lead_somewhere() -> None:
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            if "://" in target:
                continue
            file, _, anchor = target.partition("#")
            path = (page.parent / file).resolve() if file else page
            if not path.exists() or (anchor and anchor not in anchors(path)):
                broken.append(f"{page.name}: {target}")
    assert broken == []


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
