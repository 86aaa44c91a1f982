"""Event streams: their order, their end, and clients that leave or do not read."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import http.client
import json
import socket
import time
from collections.abc import AsyncGenerator, Generator, Iterator

import anyio
import pytest
from starlette.types import Message

from assistant.api import listeners, streams
from assistant.api.streams import event, event_stream, in_threads
from assistant.client.events import ServerEvent, parse
from assistant.contracts import Done, Health, Notice, StreamEvent
from assistant.events import Hub
from main import extension
from tests.assistant.api.engine_over_http import REFUND, Served, serving, until


@contextlib.contextmanager
def listening(
    served: Served,
    path: str = "/v1/events",
    method: str = "GET",
    body: object = None,
    **headers: str,
) -> Iterator[Iterator[ServerEvent]]:
    """Open a stream of events for the length of a block."""
    connection = served.connect()
    kind = {"Content-Type": "application/json"} if body is not None else {}
    content = None if body is None else json.dumps(body)
    connection.request(method, path, content, served.headers | kind | headers)
    response = connection.getresponse()
    try:
        assert response.status == 200, response.read()
        assert response.headers["content-type"].startswith("text/event-stream")
        yield parse(iter(response.readline, b""))
    finally:
        response.close()
        connection.close()


def following(happened: Iterator[ServerEvent], topic: str) -> StreamEvent:
    """Wait for the next change of a topic."""
    for item in happened:
        change = StreamEvent.model_validate_json(item.data)
        if item.name == "change" and topic in change.topics:
            return change
    raise AssertionError("the stream ended")


def test_a_greeting_then_what_happens(served):
    with listening(served) as happened:
        hello = StreamEvent.model_validate_json(next(happened).data)
        assert hello.type == "hello"
        assert isinstance(hello.health, Health)
        status, article = served.call("POST", "/v1/articles", REFUND.model_dump())
        assert status == 201
        change = following(happened, "articles")
        assert change.change_seq > hello.change_seq
    assert served.call("DELETE", f"/v1/articles/{article['id']}")[0] == 204


def test_who_comes_back_learns_what_was_missed(served):
    with listening(served) as happened:
        seen = StreamEvent.model_validate_json(next(happened).data).change_seq
    served.call("POST", "/v1/customers", {"name": "Ada"})
    for query, headers in ((f"?since={seen}", {}), ("", {"Last-Event-ID": str(seen)})):
        with listening(served, "/v1/events" + query, **headers) as happened:
            hello = StreamEvent.model_validate_json(next(happened).data)
            assert hello.change_seq > seen
            assert following(happened, "*").change_seq == hello.change_seq


def test_who_missed_nothing_hears_nothing(served):
    now = served.call("GET", "/v1/health")[0] and served.home
    assert now
    with listening(served) as happened:
        seen = StreamEvent.model_validate_json(next(happened).data).change_seq
    with listening(served, f"/v1/events?since={seen}") as happened:
        assert next(happened).name == "hello"
        served.call("POST", "/v1/customers", {"name": "Grace"})
        assert following(happened, "customers").topics == ["customers"]


def test_a_job_is_followed_to_its_end(served, tmp_path):
    file = tmp_path / "faq.csv"
    file.write_text("question,answer\nWhere are you?,In Bern.\nWho are you?,A shop.\n")
    with listening(served) as happened:
        status, job = served.call("POST", "/v1/imports", {"path": str(file)})
        assert status == 202
        states = []
        for item in happened:
            if item.name == "job":
                told = StreamEvent.model_validate_json(item.data).job
                assert told.id == job["id"]
                states.append(told.state)
                if told.finished_at:
                    break
        assert states[-1] == "done"
        assert told.result["added"] == 2


def test_an_answer_comes_in_order(served):
    served.call("POST", "/v1/articles", REFUND.model_dump())
    with listening(
        served, "/v1/suggestions", "POST", {"text": "How long does a refund take?"}
    ) as answer:
        events = list(answer)
    assert [item.name for item in events[:2]] == ["understood", "sources"]
    assert [item.name for item in events[2:-1]] == ["suggestion"] * (len(events) - 3)
    assert len(events) > 3
    assert events[-1].name == "done"
    assert not Done.model_validate_json(events[-1].data).abstained


def test_what_cannot_be_answered_at_all_is_no_stream(api):
    missing = api.request("POST", "/v1/suggestions", json={"conversation_id": 2**62})
    assert (missing.status_code, missing.json()["code"]) == (404, "not-found")
    nothing = api.request("POST", "/v1/suggestions", json={})
    assert (nothing.status_code, nothing.json()["code"]) == (422, "suggestion.nothing-asked")


# ---------------------------------------------------------------- how streams end


class Work:
    """A slow generator that records when it is closed."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.steps = 0
        self.closed = False
        self._fault = fault

    def run(self) -> Generator[bytes, None, None]:
        try:
            while True:
                time.sleep(0.02)
                self.steps += 1
                if self._fault is not None and self.steps == 2:
                    raise self._fault
                yield b"."
        finally:
            self.closed = True


async def answered(work: Work, *, leaves: bool = False, stuck: bool = False) -> list[Message]:
    """Send a stream to a client that disconnects after some pieces, or stops reading."""
    sent: list[Message] = []
    enough = anyio.Event()

    async def receive() -> Message:
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)
        if leaves and len(sent) == 4:
            enough.set()
        if stuck and len(sent) > 2:
            await anyio.sleep(3600)

    scope = {"type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}}
    await event_stream(in_threads(work.run()))(scope, receive, send)
    return sent


def test_a_client_that_leaves_ends_the_work():
    work = Work()
    sent = asyncio.run(answered(work, leaves=True))
    assert work.closed
    assert 4 <= len(sent) <= work.steps + 1


def test_a_client_that_does_not_read_is_given_up(monkeypatch):
    monkeypatch.setattr(streams, "UNREAD_S", 0.2)
    work = Work()
    with pytest.raises((TimeoutError, ExceptionGroup)):
        asyncio.run(answered(work, stuck=True))
    assert work.closed


def test_a_fault_on_the_way_ends_the_stream_and_the_work():
    work = Work(RuntimeError("fault"))
    with pytest.raises((RuntimeError, ExceptionGroup)):
        asyncio.run(answered(work))
    assert work.closed


def test_quiet_streams_show_a_sign_of_life(monkeypatch):
    monkeypatch.setattr(streams, "KEEPALIVE_S", 0.05)

    sent: list[Message] = []

    async def run() -> None:
        alive = asyncio.Event()

        async def quiet() -> AsyncGenerator[bytes, None]:
            await asyncio.wait_for(alive.wait(), 60)
            yield event("done", Notice(code="a", text="b\nc"))

        async def receive() -> Message:
            await asyncio.sleep(3600)
            return {}

        async def send(message: Message) -> None:
            sent.append(message)
            if len([each for each in sent if b"ping" in each.get("body", b"")]) == 3:
                alive.set()

        scope = {"type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}}
        await event_stream(quiet())(scope, receive, send)

    asyncio.run(run())
    content = b"".join(message.get("body", b"") for message in sent)
    lines = content.splitlines(keepends=True)
    assert lines.count(b": ping\n") >= 3
    assert list(parse(lines)) == [ServerEvent("done", '{"code":"a","text":"b\\nc","remedy":""}')]
    assert not sent[-1]["more_body"]


def test_a_closed_suggestion_stream_ends_the_answer(served):
    # the engine must still work after streams were closed in the middle
    for _ in range(20):
        with listening(served, "/v1/suggestions", "POST", {"text": "refund"}) as answer:
            next(answer)
    assert served.call("GET", "/v1/health")[0] == 200


def test_backups_are_told_of_however_they_come_and_go(tmp_path):
    customer = {"name": "Ada Byron", "identifiers": [{"kind": "email", "value": "ada@example.com"}]}
    with serving(tmp_path) as served, listening(served) as happened:
        assert next(happened).name == "hello"
        # the daily backup is made after the first change
        assert served.call("POST", "/v1/articles", REFUND.model_dump())[0] == 201
        following(happened, "backups")
        assert [each["reason"] for each in served.call("GET", "/v1/backups")[1]] == ["daily"]
        status, made = served.call("POST", "/v1/backups")
        assert status == 201
        assert following(happened, "backups").change_seq is not None
        # an erasure rewrites the backups; a restore makes one and changes everything else
        assert served.call("POST", "/v1/customers", customer)[0] == 201
        assert served.call("POST", "/v1/erasures", {"customer": "ada@example.com"})[0] == 200
        following(happened, "backups")
        assert served.call("POST", f"/v1/backups/{made['name']}/restore")[0] == 200
        following(happened, "backups")
        assert following(happened, "*").change_seq is not None


# ---------------------------------------------------------------- clients that do not read


def test_what_is_not_read_is_merged():
    async def run() -> list[StreamEvent]:
        hub = Hub()
        with hub.subscribe() as subscription:
            for number in range(10_000):
                topics = [("articles", "customers")[number % 2]]
                hub.publish(StreamEvent(type="change", change_seq=number, topics=topics))
            hub.changed("backups")  # without a number, so the last number is kept
            subscription.close()
            return [item async for item in subscription]

    (merged,) = asyncio.run(run())
    assert merged.change_seq == 9_999
    assert merged.topics == ["articles", "backups", "customers"]


def test_a_client_that_never_reads_costs_the_others_nothing(tmp_path):
    own, engines = extension(), []

    def part(engine):
        engines.append(engine)
        return own.part(engine)

    told = "x" * 100_000  # too long for the connections' buffers
    with (
        serving(tmp_path, extension=dataclasses.replace(own, part=part)) as served,
        contextlib.ExitStack() as stack,
    ):
        hub = engines[0].hub
        for _ in range(5):
            raw = stack.enter_context(
                socket.create_connection((served.running.host, served.running.port))
            )
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            raw.sendall(
                f"GET /v1/events HTTP/1.1\r\nHost: {served.running.host}:{served.running.port}\r\n"
                f"Authorization: Bearer {served.running.token}\r\n\r\n".encode()
            )
        until(lambda: hub.listeners == 5)
        for number in range(100):
            hub.changed(told)
            assert served.call("POST", "/v1/customers", {"name": f"Customer {number}"})[0] == 201
        # everything unread is merged into one change
        assert [len(each._waiting) <= 1 for each in hub._subscriptions] == [True] * 5


def test_open_streams_do_not_hold_up_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(listeners, "GRACE_S", 600)
    with serving(tmp_path) as served, listening(served) as happened:
        assert next(happened).name == "hello"
        assert served.call("POST", "/v1/shutdown")[0] == 202
        with contextlib.suppress(http.client.IncompleteRead):
            list(happened)
        until(lambda: not served.home.engine.exists())
