"""What a process loads, seen in a fresh interpreter: each role its own libraries and no others."""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from assistant import contracts

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = {
    "numpy", "onnxruntime", "onnx", "faiss", "tantivy", "tokenizers", "fastapi", "starlette",
    "uvicorn", "sqlalchemy", "sqlcipher3", "keyring", "psutil", "lxml", "torch", "rich", "httpx",
}  # fmt: skip
NEVER_IN_THE_ENGINE = {"torch", "transformers", "sentence_transformers", "PySide6", "PyQt6"}


def loaded_by(code: str) -> set[str]:
    """Top-level modules in `sys.modules` after `code` ran in a fresh interpreter."""
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    with tempfile.TemporaryDirectory() as folder:  # for what it leaves behind
        said = subprocess.run(
            [sys.executable, "-c", script], env=os.environ | {"TMPDIR": folder},
            cwd=PROJECT, capture_output=True, text=True, check=True, timeout=120,
        ).stdout  # fmt: skip
    return {name.partition(".")[0] for name in json.loads(said.splitlines()[-1])}


def test_wire_types_load_pydantic_only() -> None:
    loaded = loaded_by("from assistant.contracts import *")
    assert "pydantic" in loaded
    assert not loaded & HEAVY


def test_wire_types_are_made_when_one_is_asked_for() -> None:
    assert "pydantic" not in loaded_by("from assistant.contracts import API_VERSION")


def test_a_misspelt_wire_type_is_refused() -> None:
    with pytest.raises(AttributeError, match="Helth"):
        _ = contracts.Helth  # type: ignore[attr-defined]  # that is the point


def test_asking_a_running_engine_loads_nothing_heavy() -> None:
    loaded = loaded_by(
        "import assistant.cli.commands, assistant.cli.ask, assistant.cli.search\n"
        "import assistant.client.api, assistant.contracts"
    )
    assert not loaded & HEAVY


def test_help_loads_no_wire_types() -> None:
    loaded = loaded_by(
        "import main\ntry:\n    main.main(['ask', '--help'])\nexcept SystemExit:\n    pass"
    )
    assert not loaded & (HEAVY | {"pydantic"})


_CHILDREN = ("assistant.models.convert.", "assistant.models.worker.")
"""What the converter and the model worker load, each in a process of its own."""


def test_the_whole_engine_loads_no_torch_and_no_window() -> None:
    modules = [
        name
        for room in ("assistant", "retrieval")
        for _, name, _ in pkgutil.walk_packages([str(PROJECT / room)], f"{room}.")
        if not name.startswith(_CHILDREN)
    ]
    assert len(modules) > 50
    loaded = loaded_by("\n".join(f"import {name}" for name in modules))
    assert {"faiss", "onnxruntime", "fastapi"} <= loaded
    assert not loaded & NEVER_IN_THE_ENGINE


_COMPOSED = """
import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'
import pathlib, tempfile
from assistant.client.locator import HomeLocator
from assistant.paths import Home
from gui.app import compose, make_application
from gui.engine.address import Address
from gui.first_paint import FirstPaint
from gui.preferences import Preferences
root = pathlib.Path(tempfile.mkdtemp())
preferences = Preferences(root / 'w.json')
preferences.change(welcomed=True)
application = make_application()
nowhere = Address('http://127.0.0.1:9', '')
window = compose(application, preferences, HomeLocator(Home(root)), nowhere)
painted = []
FirstPaint(window).painted.connect(lambda: painted.append(True))
window.show()
while not painted:
    application.processEvents()
"""


def test_opening_the_window_loads_no_engine_and_no_model() -> None:
    loaded = loaded_by(_COMPOSED)
    assert "PySide6" in loaded
    assert not loaded & ((HEAVY | NEVER_IN_THE_ENGINE) - {"PySide6"})


def test_a_window_is_painted_before_the_wire_types_are_loaded() -> None:
    assert not loaded_by(_COMPOSED) & {"pydantic", "pydantic_core", "filelock", "email"}


def test_a_window_that_was_painted_loads_what_a_first_click_wants() -> None:
    script = (
        _COMPOSED
        + """
import gc, sys
while not gc.get_freeze_count():
    application.processEvents()
at_rest = set(sys.modules)
for name in ('knowledge', 'settings', 'inbox'):
    window.go_to(name)
window.open_palette()
window.pages['inbox'].begin_new()
window.pages['inbox'].begin_paste()
late = sorted(one for one in set(sys.modules) - at_rest if one.startswith(('gui', 'assistant')))
assert not late, late
os._exit(0)
"""
    )
    subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, check=True, timeout=120,
    )  # fmt: skip


def test_training_s_side_of_the_engine_and_its_command_line_load_no_torch() -> None:
    loaded = loaded_by(
        "import training.service, training.api\n"
        "from training import recipes\n"
        "[(recipe.info(), recipe.load_task()) for recipe in recipes.every()]"
    )
    assert not loaded & NEVER_IN_THE_ENGINE
    said = loaded_by("import training.client, training.cli.runs, training.cli.train")
    assert not said & HEAVY


@pytest.mark.torch
def test_the_trainer_loads_neither_an_index_nor_the_web() -> None:
    loaded = loaded_by("import training.runs.process, training.runs.trainer, training.runs.loop")
    assert "torch" in loaded
    assert not loaded & {"faiss", "tantivy", "onnxruntime", "fastapi", "uvicorn", "PySide6"}
