"""What is in memory at once is bounded by tokens, whatever the length and number of the texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.retrieval.tiny_models import WORDS, write_model
from training.encoders.bounded import BoundedReading
from training.encoders.encoder import Encoder
from training.encoders.pace import Pace
from training.recipes.search import Search
from training.search.estimating import memory_bytes
from training.search.learner import QuestionAnswerPairs, SearchLearner
from training.search.probe import tried

pytestmark = pytest.mark.torch

_LONGEST = 40
_SHORT = [word for word in WORDS if len(word) == 1]
_MOST_READ = 4_096
_Seen = list[tuple[int, bool]]
"""Of each batch that an encoder was given: tokens, padding included, and whether their activations
are kept for the gradients."""


def _encoder(tmp_path: Path) -> Encoder:
    folder = write_model(tmp_path / "weights", seed=1)
    settings = {"max_seq_length": _LONGEST, "do_lower_case": False}
    (folder / "sentence_bert_config.json").write_text(json.dumps(settings), "utf-8")
    return Encoder(folder, dropout=0.0)


def _text(words: int, first: int = 0) -> str:
    return " ".join(_SHORT[(first + at) % len(_SHORT)] for at in range(words))


@contextmanager
def _seen(encoder: Encoder) -> Iterator[_Seen]:
    found: _Seen = []

    def look(_: Any, given: tuple[torch.Tensor, ...]) -> None:
        found.append((given[1].numel(), torch.is_grad_enabled()))

    hook = encoder.register_forward_pre_hook(look)
    yield found
    hook.remove()


def test_a_batch_that_is_read_is_bounded_by_its_tokens(tmp_path: Path) -> None:
    encoder = _encoder(tmp_path).eval()
    rows = encoder.tokens([_text(60, at) for at in range(300)])
    assert {len(row) for row in rows} == {_LONGEST}
    with _seen(encoder) as seen:
        found = encoder.read(rows, "cpu")
    assert sum(tokens for tokens, _ in seen) == 300 * _LONGEST
    assert max(tokens for tokens, _ in seen) <= _MOST_READ
    torch.testing.assert_close(found.norm(dim=1), torch.ones(300))
    torch.testing.assert_close(found[7], encoder.read([rows[7]], "cpu")[0], atol=0.02, rtol=0)


def test_activations_are_kept_of_so_many_tokens_only(tmp_path: Path) -> None:
    encoder = _encoder(tmp_path).train()
    rows = encoder.tokens([_text(4 + at % 30, at) for at in range(50)])
    with _seen(encoder) as seen:
        read = BoundedReading(encoder, rows, "cpu", 400)
        forward = list(seen)
        read.vectors.sum().backward()
        read.backward()
    assert 300 < sum(tokens for tokens, kept in forward if kept) <= 400
    again = seen[len(forward) :]
    assert sum(tokens for tokens, _ in again) == sum(tokens for tokens, kept in forward if not kept)
    assert max(tokens for tokens, _ in again) <= 100


def test_gradients_are_the_same_however_little_is_held(tmp_path: Path) -> None:
    texts = [_text(3 + 5 * at, at) for at in range(6)]
    asked = QuestionAnswerPairs([_text(3, 9 + at) for at in range(6)], list(range(6)), texts)
    found = []
    for held in (100_000, 64, 1):
        encoder = _encoder(tmp_path / str(held))
        recipe = Search(batch=6, negatives=1, hold=0.1)
        none = QuestionAnswerPairs([], [], [])
        learner = SearchLearner(encoder, asked, [[]] * 6, none, none, recipe, "cpu")
        learner.model.train()
        (piece,) = learner.pieces(range(6), held)
        loss = float(learner.learn(piece, 0).loss.detach())
        gradients = [p.grad.flatten() for p in encoder.parameters() if p.grad is not None]
        found.append((loss, torch.cat(gradients)))
    (loss, gradients), *others = found
    assert float(gradients.norm()) > 0
    for other, those in others:
        assert other == pytest.approx(loss, rel=0.02)
        assert float(torch.nn.functional.cosine_similarity(those, gradients, dim=0)) > 0.99
        assert float(those.norm()) == pytest.approx(float(gradients.norm()), rel=0.05)


def test_a_step_is_tried_with_as_many_tokens_as_the_run_holds() -> None:
    assert tried(batch=48, count=96, hard=2, pair=400.0, held=4_096) == 10
    assert tried(batch=48, count=96, hard=2, pair=40.0, held=4_096) == 32  # all there are
    assert tried(batch=8, count=96, hard=2, pair=40.0, held=4_096) == 8
    assert tried(batch=48, count=96, hard=10, pair=4_000.0, held=4_096) == 2


def test_the_memory_of_a_run_counts_its_texts_and_its_export() -> None:
    pace = Pace(0.0, 0.0, 0.0, 0.0, 1_000_000_000, 0, "cpu")
    few = memory_bytes(pace, learnt=100, answers=100)
    assert few > 1_200_000_000
    assert memory_bytes(pace, learnt=20_000, answers=20_000) > few + 200_000_000
    # there only weights and activations are
    gpu = replace(pace, device="cuda")
    assert memory_bytes(gpu, learnt=20_000, answers=20_000) == gpu.memory_bytes
