"""Top-level handling of interrupts and errors, and commands that can be copied as shown."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli.context import Context
from assistant.cli.output import Output
from tests.assistant.cli.terminals import at_a_terminal

PROJECT = Path(__file__).resolve().parents[3]
_INTERRUPTED = """
import sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
import main
sys.exit(main.main(["search", "x"]))
"""


@pytest.mark.parametrize(
    "module", ["assistant.cli.commands", "assistant.cli.failures", "assistant.cli.search"]
)
def test_ctrl_c_while_the_program_loads_shows_no_traceback(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED.format(module=module)],
        cwd=PROJECT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("folder", "shown"),
    [
        (None, "See: replydesk jobs list, or Replydesk anew"),
        ("plain/x-1", "See: replydesk --home plain/x-1 jobs list, or Replydesk anew"),
    ],
)
def test_commands_in_remedies_name_the_home_in_use(folder: str | None, shown: str) -> None:
    context = Context(folder and Path(folder), "", "", Output(as_json=False, quiet=False))
    assert context.typed_here("See: replydesk jobs list, or Replydesk anew") == shown


def test_a_remedy_can_be_typed_as_it_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "it's a\\1 home"
    context = Context(home, "", "", Output(as_json=False, quiet=False))
    typed = shlex.split(context.typed_here("replydesk restore NAME"))
    assert typed == ["replydesk", "--home", str(home), "restore", "NAME"]
    home.mkdir()
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    (home / "store.json").write_text('{"format": 1}', "utf-8")
    (home / "store.db").write_bytes(b"x")
    said = at_a_terminal(monkeypatch, "search", "x", "--home", str(home))
    assert said.status == 1
    shown = "".join(said.text.split())  # the output is wrapped
    assert "".join(f"replydesk --home {shlex.quote(str(home))} recovery-key use".split()) in shown
