"""Whole runs: transcripts, trainer, shelf, judgement, use, draft; and refused requests."""

from __future__ import annotations

import time

import pytest

from assistant.contracts import DraftBegun, DraftDone, ReplyRequest, TrainingRequest
from assistant.errors import CodedError
from assistant.models.shelf import Shelf
from assistant.store.database import OWNER
from tests.training.replies import company
from tests.training.runs.preloaded import launch_preloaded
from training.replies.file_names import REHEARSAL
from training.runs import results
from training.service import TrainingService

pytest.importorskip("torch")
pytest.importorskip("peft")
pytestmark = pytest.mark.torch

OVER = ("done", "failed", "cancelled", "interrupted", "paused")
FEW_STEPS = {
    "epochs": 0.2, "batch": 8, "longest": 400, "judged": 6, "rank": 4, "dropout": 0.0,
    # few measurements and rehearsals: drafts of the tiny model never end and cost most of the time
    "measured_every": 100, "rehearsal": 0.03,
}  # fmt: skip


@pytest.fixture(scope="module")
def transcripts(engine):
    """Id of a set of transcripts that is large enough to learn from."""
    id_ = company.keep(engine, company.rows(150, seed=11))
    yield id_
    engine.transcripts.store.remove(id_)


@pytest.fixture(scope="module")
def training(engine):
    made = TrainingService(engine, launch=launch_preloaded)
    made.start()
    yield made
    made.close()


def request(transcripts, **options):
    return TrainingRequest(
        kind="replies", preset="quick", transcripts=[transcripts], name="Our tone",
        options={**FEW_STEPS, **options},
    )  # fmt: skip


def trained(training, asked):
    id_ = training.begin(OWNER, asked).id
    end = time.monotonic() + 900
    while (run := training.shown(training.folders.get(id_))).state not in OVER:
        assert time.monotonic() < end, run.state
        time.sleep(0.2)
    assert run.state == "done", run.error
    return run


@pytest.fixture(scope="module")
def done(training, transcripts):
    return trained(training, request(transcripts, trials=2, trial_share=0.5))


def test_it_is_measured_on_what_is_held_out_and_says_samples(training, engine, done):
    folder = training.folders.get(done.id)
    assert done.quality_name == "likelihood"
    assert 0 < done.quality < 1
    points = results.metrics(folder, after=-1).points
    assert {"held_out_loss", "likelihood"} <= set().union(*(point.values for point in points))
    samples = results.samples(engine, folder).items
    assert len({sample.question for sample in samples}) == 5


def test_the_search_for_settings_is_kept_with_the_words(training, engine, done):
    from training.runs.engine_steps import opened

    with opened(engine, training.folders.get(done.id)) as dataset:
        trials = dataset.kept("trials")
        assert all(one["reply"] for one in dataset.kept(REHEARSAL))  # drafted, once
    assert len(trials) == 2
    assert trials[0]["params"]["rank"] == 4  # its own settings first


def test_it_is_judged_by_what_will_be_served(training, engine, done):
    folder = training.folders.get(done.id)
    told = results.judgement(engine, folder)
    assert {one.name for one in told.measures} >= {"rouge_l", "supported", "invented"}
    backtest = told.backtest
    assert backtest.as_is + backtest.edited + backtest.not_usable == backtest.drafts > 0
    report = "".join(results.report(engine, folder))
    assert "Side by side" in report
    assert "逐条对比" in report
    assert "Our tone" in report


def test_it_stands_on_the_shelf_and_writes_once_it_is_used(training, engine, done):
    model = engine.shelf.get(done.model)
    assert model.manifest.parity.passed
    assert model.manifest.rendering == "own"
    before = engine.shelf.active().id
    training.versions.use(OWNER, done.id, insist=True)
    assert Shelf(engine.shelf.root).active().id == done.model
    asked = ReplyRequest(text="How long can I return an item?", writer="generated")
    events = list(engine.reply(asked))
    begun = next(event for event in events if isinstance(event, DraftBegun))
    assert (begun.kind, begun.model) == ("generated", done.model)
    assert next(event for event in events if isinstance(event, DraftDone)).reason in (
        "finished",
        "length",
    )
    training.versions.rollback(OWNER, "replies")
    assert engine.shelf.active().id == before


def test_an_estimate_counts_what_will_be_learnt(training, transcripts, done):
    told = training.estimate(request(transcripts))
    examples = training.folders.get(done.id).read().examples
    assert told.enough
    assert 0.6 * examples < told.examples < 1.6 * examples
    assert told.seconds > 0
    assert told.memory_bytes > 50 << 20
    assert told.disk_bytes > 1 << 20


def test_too_little_is_refused_before_it_begins(training, engine):
    id_ = company.keep(engine, company.rows(30, seed=21))
    with pytest.raises(CodedError) as refused:
        training.begin(OWNER, request(id_))
    assert refused.value.code in ("training.too-few", "training.held-out")
    engine.transcripts.store.remove(id_)


def test_a_model_that_is_not_there_is_refused(training, transcripts):
    asked = request(transcripts).model_copy(update={"base": "gone-12345678"})
    with pytest.raises(CodedError) as refused:
        training.begin(OWNER, asked)
    assert refused.value.code == "not-found"
