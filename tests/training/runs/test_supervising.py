"""The supervision of runs: one after the other, across restarts and kills, to the end."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from sqlalchemy import insert

from assistant import engine_file
from assistant.client.api import Client
from assistant.contracts import TrainingRequest
from assistant.erasure.people import hashed
from assistant.errors import CodedError, ConflictError, InputError, MachineError, NotFoundError
from assistant.paths import Home, write_owner_only
from assistant.store import schema
from assistant.store.database import OWNER
from tests.assistant.api.engine_over_http import until
from tests.training.runs.engines import OVER, desk
from tests.training.runs.tiny_task import CUSTOMER, HELD_OUT, MARKER, hurry
from training.client import TrainingClient
from training.runs import results
from training.runs.engine_steps import opened, prepare
from training.runs.folder import RunFolders
from training.runs.status import Status

pytestmark = pytest.mark.torch
ENGINE = Path(__file__).with_name("tiny_engine.py")
SLOW = {"pause": 0.5}  # seconds per step, until `hurry`


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with desk(Home(tmp_path_factory.mktemp("home"))) as made:
        yield made


@pytest.fixture(scope="module")
def done(office):
    """A run that is done."""
    run = office.over(office.begin())
    assert run.state == "done", run.error
    return run


def folder_of(office, id_):
    return office.training.folders.get(id_)


def process_of(office, id_):
    office.when(id_, lambda run: run.state == "running" and run.step > 2)
    found = Status.read(folder_of(office, id_).status).process()
    assert found is not None
    return found


def test_a_run_goes_from_its_dataset_to_a_version(office, done):
    assert done.model == done.id
    assert done.quality_name == "accuracy"
    assert done.quality > 0.8
    assert (done.step, done.active) == (done.steps, False)
    folder = folder_of(office, done.id)
    assert not folder.checkpoints.exists()
    points = results.metrics(folder, after=-1).points
    assert points[-1].step == done.steps
    later = results.metrics(folder, after=points[3].step).points
    assert later == [point for point in points if point.step > points[3].step]
    assert results.samples(office.engine, folder).items[0].said == MARKER
    told = results.judgement(office.engine, folder)
    assert (told.better, told.pairs, told.rated) == (True, 3, 0)
    report = "".join(results.report(office.engine, folder))
    assert "Right answers" in report
    assert "good &lt;b&gt;" in report


def test_pairs_are_blind_and_their_ratings_count(office, done):
    folder = folder_of(office, done.id)
    shown = results.pairs(office.engine, folder)
    assert [pair.id for pair in shown] == [0, 1, 2]
    assert "new" not in shown[0].model_dump()
    results.rate(office.engine, folder, 0, "one")
    results.rate(office.engine, folder, 1, "one")
    told = results.rate(office.engine, folder, 2, "equal")
    assert (told.rated, told.preferred_new, told.preferred_old) == (3, 1, 1)
    assert results.rate(office.engine, folder, 2, "other").preferred_old == 2
    with pytest.raises(NotFoundError):
        results.rate(office.engine, folder, 99, "one")


def test_a_version_is_used_rolled_back_and_used_again(office, done):
    versions = office.training.versions
    with pytest.raises(ConflictError, match="no-previous"):
        versions.rollback(OWNER, "mood")
    assert office.training.use(OWNER, done.id, insist=False).active
    versions.rollback(OWNER, "mood")
    assert not office.run(done.id).active
    versions.rollback(OWNER, "mood")
    assert office.run(done.id).active
    shown = [version for version in versions.listed() if version.kind == "mood"]
    assert [(version.active, version.built_in) for version in shown] == [
        (True, False), (False, True),
    ]  # fmt: skip
    assert shown[0].measures["accuracy"] > 0.8
    versions.rollback(OWNER, "mood")


def test_switches_at_once_take_turns(office, done):
    versions = office.training.versions
    office.training.use(OWNER, done.id, insist=False)
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: versions.rollback(OWNER, "mood"), range(12)))
    assert office.run(done.id).active  # after an even number of rollbacks
    versions.rollback(OWNER, "mood")
    assert not office.run(done.id).active


def test_a_worse_one_is_used_only_if_a_person_insists(office):
    run = office.over(office.begin(worse=True, epochs=0.1))
    assert run.state == "done"
    with pytest.raises(ConflictError) as raised:
        office.training.use(OWNER, run.id, insist=False)
    assert raised.value.code == "training.worse"
    assert office.training.use(OWNER, run.id, insist=True).active
    office.training.versions.rollback(OWNER, "mood")
    office.training.remove(OWNER, run.id)
    with pytest.raises(NotFoundError):
        office.run(run.id)
    # a rollback would return to it, so its version is kept
    assert run.id in {version.run for version in office.training.versions.listed()}


def test_what_a_removed_run_made_goes_with_it_where_nobody_needs_it(office):
    run = office.over(office.begin(epochs=0.1))
    made = office.engine.home.root / "tiny" / f"{run.id}.json"
    assert made.exists()
    office.training.remove(OWNER, run.id)
    assert not made.exists()
    assert run.id not in {version.run for version in office.training.versions.listed()}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"examples": 0}, "training.too-few"),
        ({"needs_memory": 1e18}, "training.memory"),
        ({"needs_disk": 1e18}, "training.disk"),
        ({"epochs": -1}, "training.option"),
        ({"nonsense": 1}, "training.option"),
    ],
)
def test_what_cannot_end_well_is_refused_at_once(office, options, code):
    before = len(office.training.folders.every())
    with pytest.raises((InputError, MachineError)) as raised:
        office.begin(**options)
    assert raised.value.code == code
    assert len(office.training.folders.every()) == before


def test_other_kinds_are_not_known(office, monkeypatch):
    from training import recipes

    monkeypatch.delitem(recipes.MODULES, "mood")
    with pytest.raises(NotFoundError) as raised:
        office.training.begin(OWNER, TrainingRequest(kind="mood"))
    assert raised.value.code == "training.kind"


@pytest.mark.parametrize(
    ("options", "code"),
    [({"examples": 12}, "training.too-few"), ({"masked": True}, "training.nothing-learnt")],
)
def test_what_would_learn_nothing_is_refused_before_it_trains(office, options, code):
    run = office.over(office.begin(**options))
    assert run.state == "failed"
    assert run.error.code == code
    assert not folder_of(office, run.id).status.exists()


def test_little_memory_is_warned_of(office):
    total = psutil.virtual_memory().total
    run = office.over(office.begin(needs_memory=total - 1, epochs=0.1))
    assert run.state == "done"
    assert run.warnings == ["memory-low"]


def test_one_is_trained_at_a_time_the_others_wait(office):
    first, second = office.begin(**SLOW), office.begin(epochs=0.1)
    process_of(office, first)
    office.when(second, lambda run: run.state == "waiting")
    with pytest.raises(ConflictError):
        office.training.resume(second)
    assert office.training.pause(second).state == "paused"
    assert office.training.pause(first).state in ("pausing", "paused")
    paused = office.over(first)
    assert (paused.state, paused.error, paused.memory_bytes) == ("paused", None, 0)
    office.training.resume(second)
    assert office.over(second).state == "done"
    assert office.run(first).state == "paused"
    office.training.resume(first)
    assert office.over(first).state == "done"


def test_a_cancel_ends_it_for_good(office):
    first, second = office.begin(**SLOW), office.begin()
    process_of(office, first)
    office.training.cancel(second)
    office.training.cancel(first)
    for id_ in (first, second):
        assert office.over(id_).state == "cancelled"
        with pytest.raises(ConflictError):
            office.training.resume(id_)
        with pytest.raises(ConflictError):
            office.training.cancel(id_)
    assert not folder_of(office, first).checkpoints.exists()


def test_a_killed_trainer_is_started_again_by_itself(office):
    id_ = office.begin(**SLOW)
    process_of(office, id_).kill()
    run = office.over(id_)
    assert run.state == "done"
    assert run.warnings == ["restarted"]


def test_a_folder_that_cannot_be_written_does_not_hold_up_the_others(office, monkeypatch):
    stuck = office.begin(**SLOW)
    process = process_of(office, stuck)
    write = write_owner_only

    def refused(path, content):
        if stuck in path.parts:
            raise OSError(errno.EROFS, "the disk has turned read-only")
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr("training.runs.folder.write_owner_only", refused)
        patch.setattr("training.runs.supervisor._SENSE_S", 1.0)  # seconds between attempts
        process.kill()
        assert office.over(office.begin(epochs=0.1)).state == "done"
        assert office.run(stuck).state == "running"
    # it is started again as soon as its folder is writable
    status = folder_of(office, stuck).status
    until(lambda: Status.read(status).process() not in (None, process), seconds=240)
    office.training.cancel(stuck)
    assert office.over(stuck).state == "cancelled"


def test_the_assistant_answers_while_a_run_goes_on(office):
    from assistant.contracts import SuggestionRequest

    id_ = office.begin(**SLOW)
    process_of(office, id_)
    events = list(office.engine.answer(SuggestionRequest(text="Where is my parcel?")))
    assert events
    assert office.run(id_).state == "running"
    with pytest.raises(ConflictError):
        office.training.remove(OWNER, id_)
    office.training.cancel(id_)
    office.over(id_)


def erase(office, customer):
    """Write into the store what the erasure of a customer would."""
    hashes = [hashed(office.engine.store.key, "customer", customer)]
    with office.engine.store.write(OWNER) as transaction:
        transaction.audit("customer.erased", "customer")
        transaction.execute(
            insert(schema.erasures).values(
                at=transaction.now, actor_id=OWNER.id, identifier_hashes=hashes, counts={},
                change_seq=transaction.change_seq,
            )
        )  # fmt: skip


def test_an_erased_customer_leaves_the_runs_and_marks_what_they_taught(office, done):
    def marked():
        return [v.retrain for v in office.training.versions.listed() if v.run == done.id]

    learning = office.begin(**SLOW)
    process_of(office, learning)
    erase(office, "4711")
    assert marked() == [False]
    assert results.samples(office.engine, folder_of(office, done.id)).items
    erase(office, CUSTOMER)
    assert marked() == [True]
    ended = office.when(learning, lambda run: run.state in OVER)  # without `hurry`, to be stopped
    assert (ended.state, ended.error.code) == ("cancelled", "training.erased")
    for id_ in (done.id, learning):
        assert results.samples(office.engine, folder_of(office, id_)).items == []
    assert results.judgement(office.engine, folder_of(office, done.id)).better


def test_a_run_outlives_its_engine_and_is_found_again(tmp_path):
    home = Home(tmp_path / "home")
    with desk(home) as first:
        id_, waiting = first.begin(**SLOW), first.begin(epochs=0.1)
        process = process_of(first, id_)
        first.when(waiting, lambda run: run.state == "waiting")
    assert process.is_running()
    with desk(home) as second:
        assert second.training.active == 2
        run = second.run(id_)
        assert run.state == "running"
        assert process.is_running()
        assert second.over(id_).state == "done"
        assert second.over(waiting).state == "done"
        assert second.run(id_).warnings == []


def test_a_run_outlives_an_engine_that_is_killed(tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    engine = subprocess.Popen([sys.executable, str(ENGINE), str(home.root)])
    try:
        until(lambda: engine_file.read(home) is not None)
        with Client.local(home) as client:
            request = TrainingRequest(kind="mood", options=SLOW)
            id_ = TrainingClient(client).begin(request).id
        folder = RunFolders(home).get(id_)
        until(lambda: Status.read(folder.status).step > 2, seconds=240)
    finally:
        engine.kill()
        engine.wait(60)
    trainer = Status.read(folder.status).process()
    assert trainer is not None
    with desk(home) as second:
        assert second.run(id_).state == "running"
        assert trainer.is_running()
        assert second.over(id_).state == "done"
        assert second.run(id_).warnings == []


def test_what_ended_while_no_engine_was_there_is_finished(tmp_path):
    home = Home(tmp_path / "home")
    with desk(home) as first:
        id_ = first.begin(**SLOW)
        process = process_of(first, id_)
    folder = first.training.folders.get(id_)
    hurry(folder.path)
    process.wait(120)
    assert Status.read(folder.status).stage == "trained"
    assert folder.read().state == "running"
    with desk(home) as second:
        assert second.over(id_).state == "done"


def test_steps_cut_off_with_their_engine_are_done_again(tmp_path):
    home = Home(tmp_path / "home")
    with desk(home) as first:
        judged, prepared = first.begin(epochs=0.1), first.begin(epochs=0.1)
        assert first.over(judged).state == "done"
        assert first.over(prepared).state == "done"
        until(lambda: not first.engine.jobs.active)
        # as if the engine had been killed in the middle
        folder_of(first, judged).change(state="judging", judged=False, model="")
        folder_of(first, prepared).change(state="preparing", examples=0)
    with desk(home) as second:
        assert second.over(judged).state == "done"
        assert second.run(judged).model == judged
        assert second.over(prepared).state == "done"
        assert len([v for v in second.training.versions.listed() if v.run]) == 2


def test_a_folder_of_a_newer_program_is_left_alone_and_told(tmp_path):
    home = Home(tmp_path / "home")
    with desk(home) as first:
        folder = first.training.folders.make()
        (folder.path / "run.json").write_text(json.dumps({"format": 7}))
        ok = first.over(first.begin(epochs=0.1))
        assert ok.state == "done"
    with desk(home) as second:
        assert [run.id for run in second.training.listed()] == [ok.id]
        assert "training.newer" in {notice.code for notice in second.engine.notices}
        for act in (second.run, second.training.resume, second.training.cancel):
            with pytest.raises(CodedError) as raised:
                act(folder.id)
            assert raised.value.code == "training.newer"
        assert json.loads((folder.path / "run.json").read_text()) == {"format": 7}
        second.training.remove(OWNER, folder.id)


def test_an_erased_customer_leaves_runs_that_only_held_their_words(tmp_path):
    with desk(Home(tmp_path / "home")) as office:
        id_ = office.begin(epochs=0.1)
        assert office.over(id_).state == "done"
        folder = folder_of(office, id_)
        erase(office, HELD_OUT)
        with opened(office.engine, folder) as dataset:
            assert dataset.count("judge") == 0
            assert dataset.kept("labels") is None
        assert results.judgement(office.engine, folder).better
        (version,) = [v for v in office.training.versions.listed() if v.run == id_]
        assert not version.retrain, "nothing was learnt from them"
        # while a dataset is being written, it is not known yet whose words will be in it
        steps = prepare(office.engine, folder)
        next(steps)
        erase(office, CUSTOMER)
        with pytest.raises(ConflictError) as raised:
            list(steps)
        assert raised.value.code == "training.erased"
        with opened(office.engine, folder) as dataset:
            assert dataset.count("train") == dataset.count("judge") == 0
