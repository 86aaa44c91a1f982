"""The engine runs where torch is not installed: here it cannot be imported, and it answers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from assistant.client.api import Client
from assistant.client.attach import attach
from assistant.contracts import ArticleBody, SuggestionRequest
from assistant.paths import Home

PROJECT = Path(__file__).resolve().parents[2]
WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"torch", "transformers", "sentence_transformers"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
import main
sys.exit(main.main(sys.argv[1:]))
"""


def test_the_engine_answers_without_torch(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    engine = subprocess.Popen(
        [sys.executable, "-c", WITHOUT, "engine", "--home", str(home.root)],
        cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while (found := attach(home)) is None:
            assert engine.poll() is None, engine.communicate()
            assert time.monotonic() < until
            time.sleep(0.05)
        with Client(found[0]) as client:
            client.create_article(ArticleBody(questions=["Is there a shop?"], answer="Yes."))
            client.wait_until_ready()
            answer = client.answer(SuggestionRequest(text="is there a shop"))
            client.shutdown()
        assert [suggestion.text for suggestion in answer.suggestions] == ["Yes."]
        _, said = engine.communicate(timeout=60)
        assert engine.returncode == 0, said
    finally:
        if engine.poll() is None:
            engine.kill()
            engine.communicate()
