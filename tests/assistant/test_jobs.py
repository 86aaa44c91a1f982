"""Background jobs: one at a time, cancelled between steps, paused for a restore."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest

from assistant.contracts import Job
from assistant.errors import ConflictError, InputError, NotFoundError, StoreFullError, title_of
from assistant.events import Hub
from assistant.jobs import Jobs, Step
from assistant.store.database import OWNER, Store

Steps = Generator[Step, None, dict[str, Any]]


@pytest.fixture
def jobs(store: Store) -> Iterator[Jobs]:
    jobs = Jobs(store, Hub())
    yield jobs
    jobs.close()


def over(jobs: Jobs, job: Job) -> Job:
    """Wait for the end of a job."""
    end = time.monotonic() + 60
    while (job := jobs.get(job.id)).state in ("queued", "running"):
        assert time.monotonic() < end, "a job does not end"
        time.sleep(0.005)
    return job


def short() -> Steps:
    yield Step(1, 2)
    return {"read": 2}


def endless(begun: threading.Event) -> Callable[[], Steps]:
    def work() -> Steps:
        while True:
            begun.set()
            yield Step(1)
            time.sleep(0.001)

    return work


def test_a_job_ends_with_its_result(jobs: Jobs) -> None:
    job = over(jobs, jobs.submit(OWNER, "test", {"name": "x"}, short))
    assert (job.state, job.result, job.done, job.total) == ("done", {"read": 2}, 1, 2)
    assert job.finished_at is not None
    assert [listed.id for listed in jobs.listed().items] == [job.id]
    with pytest.raises(ConflictError) as refused:
        jobs.cancel(job.id)
    assert (refused.value.code, title_of(refused.value)) == ("job.over", "The job is over already")


def test_a_refusal_is_kept_and_a_bug_is_told_as_one(jobs: Jobs) -> None:
    def refused() -> Steps:
        yield Step(1)
        raise InputError(expected="a table", found="a song", remedy="Send a table", code="no.table")

    def broken() -> Steps:
        yield Step(1)
        raise ZeroDivisionError("Maria Gonzalez")

    job = over(jobs, jobs.submit(OWNER, "test", {}, refused))
    assert job.error is not None
    assert (job.state, job.error.code, job.error.remedy) == ("failed", "no.table", "Send a table")
    job = over(jobs, jobs.submit(OWNER, "test", {}, broken))
    assert job.error is not None
    assert (job.state, job.error.code) == ("failed", "bug")
    assert "Maria" not in job.model_dump_json()


def test_a_cancel_is_noticed_at_the_next_step_and_in_the_queue(jobs: Jobs) -> None:
    begun = threading.Event()
    first = jobs.submit(OWNER, "test", {}, endless(begun))
    second = jobs.submit(OWNER, "test", {}, short)
    assert begun.wait(60)
    left: list[str] = []
    third = jobs.submit(OWNER, "test", {}, short, cleanup=lambda: left.append("third"))
    jobs.cancel(third.id)
    jobs.cancel(second.id)
    jobs.cancel(first.id)
    assert over(jobs, third).state == "cancelled"
    assert left == ["third"]
    assert over(jobs, first).state == over(jobs, second).state == "cancelled"


def test_a_job_whose_end_was_just_recorded_cannot_be_cancelled(jobs: Jobs, store: Store) -> None:
    refused = threading.Event()

    def hold_up(_: object) -> None:
        if any(job.state == "done" for job in jobs.listed().items):
            assert refused.wait(60)

    store.follow(hold_up)
    job = over(jobs, jobs.submit(OWNER, "test", {}, short))
    try:
        with pytest.raises(ConflictError, match=r"job\.over"):
            jobs.cancel(job.id)
    finally:
        refused.set()


def test_a_job_that_cannot_clean_up_ends_and_the_next_one_runs(jobs: Jobs) -> None:
    def full() -> None:
        raise StoreFullError(expected="room", found="a full disk", remedy="Free some space")

    job = over(jobs, jobs.submit(OWNER, "test", {}, short, cleanup=full))
    assert (job.state, job.error) == ("done", None)
    assert over(jobs, jobs.submit(OWNER, "test", {}, short)).state == "done"


def test_a_pause_cancels_what_runs_and_holds_back_what_comes(jobs: Jobs) -> None:
    begun = threading.Event()
    running = jobs.submit(OWNER, "test", {}, endless(begun))
    waiting = jobs.submit(OWNER, "test", {}, short)
    assert begun.wait(60)
    with jobs.paused():
        assert jobs.get(running.id).state == jobs.get(waiting.id).state == "cancelled"
        assert jobs.active == 0
        later = jobs.submit(OWNER, "test", {}, short)
        time.sleep(0.1)
        assert jobs.get(later.id).state == "queued"
    assert over(jobs, later).state == "done"


def test_a_job_that_is_nowhere_is_not_found(jobs: Jobs) -> None:
    with pytest.raises(NotFoundError):
        jobs.get(99)
    with pytest.raises(NotFoundError):
        jobs.cancel(99)
