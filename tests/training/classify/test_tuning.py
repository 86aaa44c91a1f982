"""Tuning an encoder on labels: it learns them, a pause changes nothing, and it can be served."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from assistant.paths import Home
from assistant.understanding import head_files
from assistant.understanding.head_vectors import HeadVectors
from retrieval.embedder import Embedder
from tests.training.classify.tuned_run import made, tiny_facts, trained
from training.recipes.intents import Intents
from training.runs.trainer import StoppedError

pytestmark = pytest.mark.torch

_AROUND = "how do i my where is the was please thanks".split()  # noqa: SIM905 - words
_TOPICS = {
    "password": "reset password",
    "refund": "refund charged twice",
    "delivery": "delivery address change",
    "broken": "kettle broken",
}
_RECIPE = Intents(
    method="tuned", epochs=6, learning_rate=2e-3, batch=16, dropout=0.0, refused=0, patience=0,
    saved_every=0,
)  # fmt: skip


def _messages(count: int, seed: int) -> list[dict[str, str]]:
    chance = random.Random(seed)
    found = []
    for number in range(count):
        label = list(_TOPICS)[number % len(_TOPICS)]
        around = chance.sample(_AROUND, 4)
        words = [*around[:2], chance.choice(_TOPICS[label].split()), *around[2:]]
        found.append({"text": " ".join(words), "label": label})
    return found


_PARTS = {"train": _messages(160, 1), "held_out": _messages(40, 2)}


def test_an_encoder_learns_labels_and_is_served_as_it_was_exported(
    home: Home, tmp_path: Path
) -> None:
    facts = tiny_facts(tmp_path)
    folder = made(home, _RECIPE, facts, _PARTS)
    results = trained(folder, _RECIPE)
    assert results["accuracy"] > 0.9

    out = folder.out / "head"
    head = head_files.read(out, "intents")
    own = Embedder(out / head_files.EMBEDDING, threads=1)
    source = HeadVectors(Embedder(Path(facts["embedding"]), threads=1), own)
    assert source.embedding == head.embedding
    asked = _messages(80, 3)
    texts = [one["text"] for one in asked]
    said = [one.label for one in head.predict(source.vectors(texts), texts)]
    right = [a == b["label"] for a, b in zip(said, asked, strict=True)]
    assert np.mean(right) > 0.9
    assert not (folder.out / "encoder").exists()


@pytest.mark.parametrize("adversarial", [0.0, 0.5])
def test_a_pause_changes_nothing(
    home: Home, tmp_path: Path, adversarial: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = _RECIPE.model_copy(
        update={"adversarial": adversarial, "epochs": 2.0, "dropout": 0.2, "contrast": 0.5}
    )
    facts = tiny_facts(tmp_path)
    whole = made(home, recipe, facts, _PARTS)
    trained(whole, recipe)
    halved = made(home, recipe, facts, _PARTS)
    asked = []

    def wants(_: object) -> str:
        asked.append(1)
        return "pause" if len(asked) == 7 else "go"

    monkeypatch.setattr("training.runs.trainer.TrainerRun.wants", wants)
    with pytest.raises(StoppedError):
        trained(halved, recipe)
    trained(halved, recipe)
    one, other = (head_files.read(folder.out / "head", "intents") for folder in (whole, halved))
    np.testing.assert_array_equal(one.weights, other.weights)
    assert len(asked) > 7


def test_a_head_alone_needs_no_weights(home: Home, tmp_path: Path) -> None:
    facts = tiny_facts(tmp_path)
    recipe = Intents(method="head", refused=0)
    folder = made(home, recipe, {"embedding": facts["embedding"]}, _PARTS)
    assert trained(folder, recipe)["labels"] == len(_TOPICS)
    assert head_files.read(folder.out / "head", "intents").labels == tuple(sorted(_TOPICS))
