"""The starter model from training to a draft: published, prepared, used on request, unloaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import dialogue, model_paths
from assistant.contracts import (
    ArticleBody,
    DraftBegun,
    DraftDone,
    DraftFallback,
    DraftText,
    ReplyRequest,
)
from assistant.engine import Engine
from assistant.models import shelf_actions, starter_job, starter_model
from assistant.models.shelf import Shelf
from assistant.models.view import shelf_view
from assistant.paths import Home
from assistant.store.database import OWNER
from main import main
from tests import tiny_models
from tests.assistant.api.engine_over_http import REFUND, until
from tests.training.starter.corpora import CORPORA

ASKED = "How long will my refund take?"


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny model that replaces the shipped one."""
    folder = tiny_models.build(tmp_path / "starter", own=True)
    monkeypatch.setattr(starter_model, "_FOLDER", folder)
    monkeypatch.setattr(starter_job, "AFTER_S", 0.0)
    return folder


@pytest.fixture
def engine(home: Home) -> Iterator[Engine]:
    """An engine that is not started yet; see `started`."""
    home.create()
    engine = Engine(home)
    yield engine
    engine.close()


def started(engine: Engine) -> Engine:
    engine.start()
    assert engine.knowledge.index.filled.wait(60)
    engine.knowledge.create(OWNER, REFUND)
    return engine


def drafted(engine: Engine, **request: str) -> tuple[str, str, DraftDone]:
    """Ask for a draft; returns who wrote it, its text, and its last event."""
    kind = text = ""
    for event in engine.reply(ReplyRequest.model_validate({"text": ASKED} | request)):
        if isinstance(event, DraftBegun):
            kind, text = event.model or event.kind, ""
        elif isinstance(event, DraftText):
            text += event.text
        elif isinstance(event, DraftDone):
            return kind, text, event
        else:
            assert not isinstance(event, DraftFallback), event
    raise AssertionError("a draft without an end")


def test_an_installed_program_converts_it_when_the_engine_starts(
    starter: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.shelf, "_built_in", None)
    started(engine)
    until(engine.shelf.listed)
    until(lambda: not engine.jobs.active)
    [model] = engine.shelf.listed()
    assert (model.manifest.name, model.manifest.shipped) == (starter_model.NAME, True)
    job = engine.jobs.listed().items[0]
    assert (job.kind, job.state) == (shelf_actions.KIND, "done")
    assert job.result is not None
    assert not job.result["used"]
    assert shelf_actions.bring_starter(engine) is None, "it is there"
    status = engine.dialogue.status()
    assert (status.state, status.on_request) == ("off", model.id)
    assert drafted(engine)[0] == "composed"
    assert drafted(engine, writer="generated")[0] == model.id


def test_a_build_without_one_starts_as_ever(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter_model, "_FOLDER", tmp_path / "none")
    monkeypatch.setattr(engine.shelf, "_built_in", None)
    started(engine)
    assert shelf_actions.bring_starter(engine) is None
    assert engine.jobs.listed().items == []
    assert drafted(engine)[0] == "composed"
    assert engine.dialogue.status().on_request == ""


def test_composed_first_until_a_person_chooses(
    starter: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogue, "IDLE_S", 0.0)
    monkeypatch.setattr(engine.shelf, "_built_in", None)
    started(engine)
    until(engine.shelf.listed)
    until(lambda: not engine.jobs.active)
    id_ = engine.shelf.listed()[0].id
    kind, text, done = drafted(engine)
    assert (kind, done.reason) == ("composed", "finished")
    assert REFUND.answer in text
    # on request, the model is loaded for one draft and unloaded again
    kind, _, done = drafted(engine, writer="generated")
    assert (kind, done.reason in ("finished", "length")) == (id_, True)
    until(lambda: engine.dialogue.status().state == "off")
    assert drafted(engine)[0] == "composed"

    shelf_actions.use(engine, OWNER, id_)
    assert engine.dialogue.status().on_request == ""
    assert drafted(engine)[0] == id_
    assert drafted(engine, writer="composed")[0] == "composed"

    engine.change_settings(OWNER, {"drafts": "composed"})
    status = engine.dialogue.status()
    assert (status.state, status.on_request) == ("off", id_), "its memory is back"
    assert drafted(engine)[0] == "composed"
    assert drafted(engine, writer="generated")[0] == id_
    engine.change_settings(OWNER, {"drafts": "off"})
    assert engine.dialogue.status().on_request == ""
    assert drafted(engine, writer="generated")[2].reason == "off"


def test_a_model_that_does_not_write_a_language_leaves_it_to_composition(
    starter: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.shelf, "_built_in", None)
    started(engine)
    until(engine.shelf.listed)
    until(lambda: not engine.jobs.active)
    answer = "退款通常需要五个工作日，款项会退回到您原来的付款账户。"
    engine.knowledge.create(OWNER, ArticleBody(questions=["退款需要多久？"], answer=answer))
    events = list(engine.reply(ReplyRequest(text="退款需要多久？", writer="generated")))
    [fallback] = [event for event in events if isinstance(event, DraftFallback)]
    assert (fallback.code, fallback.to_backend) == ("model.language", "composed")
    assert answer in "".join(event.text for event in events if isinstance(event, DraftText))


@pytest.mark.torch
def test_from_training_to_a_draft(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A published model is converted by `prepare` without torch, and an engine drafts with it."""
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    _train(tmp_path / "starter")
    monkeypatch.setattr(starter_model, "_FOLDER", tmp_path / "starter")
    place = tmp_path / "program"
    monkeypatch.setattr(model_paths, "built_in_models", lambda: place)
    assert main(["--home", str(home.root), "prepare"]) == 0
    assert main(["--home", str(home.root), "prepare"]) == 0
    assert "starter" in capsys.readouterr().err

    engine = Engine(home)
    try:
        started(engine)
        [item] = shelf_view(engine.shelf).items
        assert (item.name, item.built_in, item.on_request) == (starter_model.NAME, True, True)
        assert not Shelf(home.models).listed()
        assert drafted(engine)[0] == "composed"
        assert drafted(engine, writer="generated")[0] == item.id
    finally:
        engine.close()


def _train(folder: Path) -> None:
    from training.starter.mixture import Mixture
    from training.starter.model import build
    from training.starter.publish import publish
    from training.starter.recipe import Recipe, Shape, Shares
    from training.starter.tokens import train_tokenizer

    shape = Shape(vocabulary=400, hidden=32, layers=2, heads=2, key_heads=1, head_size=16, inner=64)
    recipe = replace(Recipe(), shape=shape)
    mixture = Mixture(CORPORA, Shares(), 1)
    tokenizer = train_tokenizer((mixture.example(n).reply for n in range(400)), shape.vocabulary)
    publish(build(shape, seed=3), tokenizer, recipe, folder)
