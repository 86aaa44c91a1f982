"""Hidden states of words out of a graph that was prepared to give pooled vectors only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant import model_paths
from assistant.paths import Home
from retrieval.embedder import Embedder
from retrieval.embedder_errors import ModelDamagedError
from retrieval.embedder_states import WordStates


@pytest.fixture
def folder(home: Home) -> Path:
    return model_paths.embedding_model(home)


def test_states_are_a_words_own_whatever_stands_beside_it(folder: Path) -> None:
    states = WordStates(folder, (2, 5))
    texts = [["Hello", "Zdenka", ",", "how", "are", "you", "?"], ["Fine"], []]
    together = states.read(texts)
    for text, (rows, pieces) in zip(texts, together, strict=True):
        assert rows.shape == (len(text), states.width)
        assert pieces.shape == (len(text),)
        alone, _ = states.read([text])[0]
        assert np.allclose(rows, alone, atol=0.05)
    rows, pieces = together[0]
    assert pieces[0] == 1
    assert pieces[1] > 1
    assert np.abs(rows).sum(axis=1).min() > 0


def test_the_last_layer_is_what_is_pooled(folder: Path, shipped_embedder: Embedder) -> None:
    """Of a text whose words are one piece each, the mean of its states is nearly its vector."""
    words = ["where", "is", "my", "order", "and", "when", "will", "it", "be", "here"]
    rows, pieces = WordStates(folder, (5,)).read([words])[0]
    assert set(pieces.tolist()) == {1}
    mean = rows.mean(axis=0)
    vector = shipped_embedder.encode([" ".join(words)], role="passage")[0]
    assert float(mean @ vector / np.linalg.norm(mean)) > 0.9


def test_words_behind_what_the_model_reads_have_nothing(folder: Path) -> None:
    rows, pieces = WordStates(folder, (2,)).read([["word"] * 400])[0]
    assert pieces[:200].all()
    assert not pieces[-100:].any()
    assert not rows[-100:].any()


def test_odd_words_are_read(folder: Path) -> None:
    words = ["\ud800", "", "x" * 10_000, "好", "\u200b", "😀"]
    rows, _ = WordStates(folder, (2,)).read([words])[0]
    assert np.isfinite(rows).all()


def test_a_layer_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(ModelDamagedError, match="layers"):
        WordStates(folder, (2, 77))
