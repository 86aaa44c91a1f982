"""The rooms know only whom they may know (contracts in pyproject.toml), and the contracts bite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("assistant", "gui", "retrieval", "training")
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_every_contract_is_kept() -> None:
    outcome = lint_imports(PROJECT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("assistant/answering.py", "import faiss", "faiss lives in one module"),
        ("retrieval/text.py", "import assistant.paths", "Rooms know only the rooms below them"),
        ("gui/window.py", "import assistant.engine", "The window knows"),
        ("assistant/searching.py", "def late() -> None:\n    import torch", "without torch"),
    ],
)
def test_a_breach_is_found(tmp_path: Path, module: str, line: str, contract: str) -> None:
    for room in ROOMS:
        ignored = shutil.ignore_patterns("__pycache__", "*.csv", "*.jsonl")
        shutil.copytree(PROJECT / room, tmp_path / room, ignore=ignored)
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    with (tmp_path / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    outcome = lint_imports(tmp_path)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    broken = [name for name in outcome.stdout.splitlines() if "BROKEN" in name]
    assert any(contract in name for name in broken), outcome.stdout
