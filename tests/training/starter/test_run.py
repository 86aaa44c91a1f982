"""Training runs of the starter model: what they learn, and that a kill changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.training.starter.corpora import CORPORA
from training.starter.mixture import Mixture
from training.starter.recipe import Recipe, Shape, Shares

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

RECIPE = replace(
    Recipe(),
    shape=Shape(vocabulary=400, hidden=32, layers=2, heads=2, key_heads=1, head_size=16, inner=64),
    shares=Shares(0, 0, 0, 0, 0, 0, 1),
    tokens=12_000,
    batch_tokens=1024,
)


@pytest.fixture(autouse=True)
def one_thread():
    """Use one thread: a second would not help so small a model, and slows it on a busy machine."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def encoder():
    from training.starter.tokens import Encoder, train_tokenizer

    mixture = Mixture(CORPORA, Shares(), 1)
    texts = [mixture.example(number).reply for number in range(400)]
    return Encoder(train_tokenizer(texts, RECIPE.shape.vocabulary))


def run(folder, encoder, recipe=RECIPE):
    from training.starter.loop import Run

    return Run(folder, recipe, Mixture(CORPORA, recipe.shares, 1), encoder, "cpu")


def weights(model):
    return torch.cat([each.flatten() for each in model.state_dict().values()])


def test_it_learns(tmp_path, encoder, monkeypatch):
    from training.starter import loop

    monkeypatch.setattr(loop, "_TOLD_EVERY", 3)
    told = []
    run(tmp_path, encoder).train(told.append)
    assert told[-1].loss < 0.9 * told[0].loss
    assert told[-1].tokens >= 8_000


def test_a_run_that_was_broken_off_ends_as_if_it_had_not_been(tmp_path, encoder, monkeypatch):
    from training.starter import loop

    whole = run(tmp_path / "whole", encoder).train(lambda _: None)

    class KilledError(Exception):
        pass

    steps = loop.Run._step

    def killed(self, batch):
        if self.progress.step == 5:
            raise KilledError
        return steps(self, batch)

    monkeypatch.setattr(loop, "_SAVED_EVERY", 0)
    monkeypatch.setattr(loop.Run, "_step", killed)
    with pytest.raises(KilledError):
        run(tmp_path / "broken", encoder).train(lambda _: None)
    monkeypatch.setattr(loop.Run, "_step", steps)
    again = run(tmp_path / "broken", encoder)
    assert again.progress.step == 5
    assert torch.equal(weights(again.train(lambda _: None)), weights(whole))


def test_the_rate_rises_stays_and_falls_to_nothing():
    from training.starter.loop import trapezoid_rate_factor

    factors = [trapezoid_rate_factor(done / 100, Recipe()) for done in range(101)]
    assert factors[0] < factors[1] == 1
    assert factors[60] == 1
    assert factors[100] == 0
    assert factors[61:] == sorted(factors[61:], reverse=True)


def test_what_is_published_is_a_whole_model_folder(tmp_path, encoder):
    from safetensors import safe_open
    from transformers import AutoModelForCausalLM

    from training.starter.publish import publish

    model = run(tmp_path / "run", encoder).model
    folder = tmp_path / "model"
    publish(model, encoder.tokenizer, RECIPE, folder)
    assert json.loads((folder / "replydesk.json").read_text())["rendering"] == RECIPE.rendering
    with safe_open(folder / "model.safetensors", "pt") as file:
        assert {file.get_slice(name).get_dtype() for name in file.keys()} == {"F16"}  # noqa: SIM118
    again = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    assert torch.allclose(weights(again), weights(model).float(), atol=1e-3)


def test_the_newest_checkpoint_is_published_and_the_run_left_alone(tmp_path, encoder, capsys):
    from transformers import AutoModelForCausalLM

    from training.starter import snapshot

    RECIPE.write(tmp_path / "recipe.json")
    encoder.tokenizer.save(str(tmp_path / "tokenizer.json"))
    command = ["--run", str(tmp_path), "--out", str(tmp_path / "model")]
    assert snapshot.main(command) == 1
    trained = run(tmp_path / "checkpoints", encoder, replace(RECIPE, tokens=2_000))
    trained.train(lambda _: None)
    before = {path: path.read_bytes() for path in (tmp_path / "checkpoints").rglob("*.*")}
    capsys.readouterr()
    assert snapshot.main(command) == 0
    assert json.loads(capsys.readouterr().out)["tokens"] == trained.progress.tokens
    assert {path: path.read_bytes() for path in before} == before
    again = AutoModelForCausalLM.from_pretrained(tmp_path / "model", dtype=torch.float32)
    assert torch.allclose(weights(again), weights(trained.model), atol=1e-3)
