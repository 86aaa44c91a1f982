"""Calls and streams: one outcome or none, and nothing after their owner died."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject

from assistant.contracts import Health, ProblemDetails, SuggestionRequest
from gui.engine.address import Address
from gui.engine.call import Call, Stream
from gui.engine.client import Client, reads
from gui.page import WindowContext
from tests.gui.event_loop import settle, spend, turn
from tests.gui.strangers import Stranger, stranger


class Heard:
    """Everything a call or stream tells, in order."""

    def __init__(self, source: Call | Stream) -> None:
        self.told: list[tuple[str, object]] = []
        source.failed.connect(lambda problem: self.told.append(("failed", problem)))
        source.ended.connect(lambda: self.told.append(("ended", None)))
        if isinstance(source, Call):
            source.succeeded.connect(lambda value: self.told.append(("succeeded", value)))
        else:
            source.opened.connect(lambda: self.told.append(("opened", None)))
            source.happened.connect(lambda name, data: self.told.append((name, bytes(data))))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.told]

    @property
    def problem(self) -> ProblemDetails:
        problem = dict(self.told)["failed"]
        assert isinstance(problem, ProblemDetails)
        return problem

    def until_the_end(self) -> None:
        settle(lambda: "ended" in self.names, what=f"the end, after {self.names}")
        spend(0.05)  # nothing may follow


@pytest.fixture
def owner() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()
    turn()


@pytest.fixture(scope="module")
def other() -> Iterator[Stranger]:
    with stranger() as running:
        yield running


@pytest.fixture
def client(other: Stranger, owner: QObject) -> Client:
    """A client of a program that is no engine."""
    made = Client(owner)
    made.address = other.address
    return made


def test_an_answer_is_told_once_and_then_the_end(
    demo_context: WindowContext, owner: QObject
) -> None:
    heard = Heard(demo_context.engine.health(owner))
    heard.until_the_end()
    assert heard.names == ["succeeded", "ended"]
    assert isinstance(heard.told[0][1], Health)


def test_a_refusal_is_told_as_the_engine_said_it(
    demo_context: WindowContext, owner: QObject
) -> None:
    heard = Heard(demo_context.engine.article(10**9, owner))
    heard.until_the_end()
    assert heard.names == ["failed", "ended"]
    assert heard.problem.status == 404
    assert heard.problem.remedy


def test_a_cancelled_call_tells_its_end_only(client: Client, owner: QObject) -> None:
    call = client.get("/silent", reads(Health), owner)
    heard = Heard(call)
    spend(0.05)
    call.cancel()
    call.cancel()
    heard.until_the_end()
    assert heard.names == ["ended"]


def test_nothing_is_told_to_an_owner_that_died(client: Client) -> None:
    mortal = QObject()
    heard = Heard(client.get("/other-json", reads(Health), mortal))
    streaming = Heard(client.stream("GET", "/endless", mortal))
    shiboken6.delete(mortal)  # now: an answer may be there before what is put off
    spend(0.2)
    assert heard.told == []
    assert streaming.told == []


@pytest.mark.parametrize(
    ("path", "code"),
    [("/nowhere", "engine.unreachable"), ("/page", "engine.answer"),
     ("/other-json", "engine.answer"), ("/elsewhere", "engine.answer")],
)  # fmt: skip
def test_an_answer_of_another_program_is_a_problem(
    client: Client, owner: QObject, path: str, code: str
) -> None:
    heard = Heard(client.get(path, reads(Health), owner))
    heard.until_the_end()
    assert heard.names == ["failed", "ended"]
    assert heard.problem.code == code
    assert all((heard.problem.expected, heard.problem.found, heard.problem.remedy))


def test_a_redirection_is_not_followed(client: Client, owner: QObject, other: Stranger) -> None:
    Heard(client.get("/elsewhere?mark=1", reads(Health), owner)).until_the_end()
    Heard(client.get("/page?mark=2", reads(Health), owner)).until_the_end()
    asked = []
    while not asked or "mark=2" not in asked[-1]:
        asked.append(other.said.readline())
    assert [line.partition("mark=")[0] for line in asked[-2:]] == ["/v1/elsewhere?", "/v1/page?"]


def test_no_program_at_the_address(client: Client, owner: QObject) -> None:
    client.address = Address("http://127.0.0.1:9", "")
    heard = Heard(client.get("/health", reads(Health), owner))
    heard.until_the_end()
    assert heard.problem.code == "engine.unreachable"


def test_a_stream_of_suggestions_ends_with_done(
    demo_context: WindowContext, owner: QObject
) -> None:
    request = SuggestionRequest(text="How do I reset my password?")
    heard = Heard(demo_context.engine.suggest(request, owner))
    heard.until_the_end()
    assert heard.names[:3] == ["opened", "understood", "sources"]
    assert "suggestion" in heard.names
    assert heard.names[-2:] == ["done", "ended"]


def test_a_stream_closed_by_whoever_hears_it_tells_nothing_more(
    client: Client, owner: QObject
) -> None:
    stream = client.stream("GET", "/endless", owner)
    heard = Heard(stream)
    stream.happened.connect(lambda *_: stream.close())
    settle(lambda: "suggestion" in heard.names)
    spend(0.2)
    assert heard.names == ["opened", "suggestion"]


def test_a_stream_that_breaks_off_says_so(client: Client, owner: QObject) -> None:
    heard = Heard(client.stream("GET", "/broken", owner, closing=frozenset({"done"})))
    heard.until_the_end()
    assert heard.names == ["opened", "suggestion", "failed", "ended"]


@pytest.mark.parametrize("path", ["/page", "/other-json", "/elsewhere", "/nowhere"])
def test_what_is_no_stream_is_a_problem(client: Client, owner: QObject, path: str) -> None:
    heard = Heard(client.stream("GET", path, owner))
    heard.until_the_end()
    assert heard.names == ["failed", "ended"]
    assert heard.problem.code == "engine.unreachable"
    assert heard.problem.remedy
