"""What a process loads, seen in a fresh interpreter: each role its own libraries and no others."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = {
    "numpy", "onnxruntime", "onnx", "faiss", "tantivy", "tokenizers", "fastapi", "starlette",
    "uvicorn", "sqlalchemy", "sqlcipher3", "keyring", "psutil", "lxml", "torch", "rich", "httpx",
}  # fmt: skip
NEVER_IN_THE_ENGINE = {"torch", "transformers", "sentence_transformers", "PySide6", "PyQt6"}


def loaded_by(code: str) -> set[str]:
    """Top-level modules in `sys.modules` after `code` ran in a fresh interpreter."""
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT, capture_output=True, text=True, check=True, timeout=120,
    ).stdout  # fmt: skip
    return {name.partition(".")[0] for name in json.loads(said.splitlines()[-1])}


def test_wire_types_load_pydantic_only() -> None:
    loaded = loaded_by("import assistant.contracts")
    assert "pydantic" in loaded
    assert not loaded & HEAVY


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


def test_the_whole_engine_loads_no_torch_and_no_window() -> None:
    modules = [
        name
        for room in ("assistant", "retrieval")
        for _, name, _ in pkgutil.walk_packages([str(PROJECT / room)], f"{room}.")
    ]
    assert len(modules) > 50
    loaded = loaded_by("\n".join(f"import {name}" for name in modules))
    assert {"faiss", "onnxruntime", "fastapi"} <= loaded
    assert not loaded & NEVER_IN_THE_ENGINE


def test_opening_the_window_loads_no_engine_and_no_model() -> None:
    loaded = loaded_by(
        "import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "import pathlib, tempfile\n"
        "from assistant.client.locator import HomeLocator\n"
        "from assistant.paths import Home\n"
        "from gui.app import compose, make_application\n"
        "from gui.preferences import Preferences\n"
        "root = pathlib.Path(tempfile.mkdtemp())\n"
        "application = make_application()\n"
        "window = compose(application, Preferences(root / 'w.json'), HomeLocator(Home(root)))\n"
        "window.show()"
    )
    assert "PySide6" in loaded
    assert not loaded & ((HEAVY | NEVER_IN_THE_ENGINE) - {"PySide6"})
