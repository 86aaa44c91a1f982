"""The attachment of a window to its engine, through everything that happens to engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from assistant.client.locator import HomeLocator
from assistant.contracts import ArticleBody
from assistant.paths import Home
from gui.engine import link
from gui.engine.address import Address
from gui.engine.link import EngineLink, LinkState
from gui.page import WindowContext
from tests.gui.conftest import Looks, make_context
from tests.gui.engines import (
    ForkingLocator,
    end_engines,
    kill_engine,
    running_engine,
    start_engine,
    stop_engine,
)
from tests.gui.event_loop import settle, spend, turn
from tests.gui.strangers import stranger


class Watched:
    """What a link told, in order."""

    def __init__(self, link: EngineLink) -> None:
        self.link = link
        self.states: list[str] = []
        self.attached = 0
        self.topics: list[frozenset[str]] = []
        link.changed.connect(self._on_state)
        link.attached.connect(self._on_attached)
        link.data_changed.connect(self.topics.append)

    def until(self, name: str, timeout: float = 60) -> LinkState:
        settle(lambda: self.link.state.name == name, timeout, f"{name}, after {self.states}")
        return self.link.state

    def _on_state(self, state: LinkState) -> None:
        if not self.states or self.states[-1] != state.name:
            self.states.append(state.name)

    def _on_attached(self) -> None:
        self.attached += 1


@pytest.fixture
def contexts(home: Home, looks: Looks) -> Iterator[tuple[WindowContext, WindowContext]]:
    """Two window contexts on one home, not attached; no engine runs."""
    owner = QObject()
    first, second = (make_context(home, looks, owner, locator=ForkingLocator) for _ in range(2))
    yield first, second
    for context in (first, second):
        context.link.detach()
    owner.deleteLater()
    turn()
    end_engines(home)


@pytest.fixture
def fresh(contexts: tuple[WindowContext, WindowContext]) -> WindowContext:
    return contexts[0]


@pytest.fixture
def starting(home: Home, looks: Looks) -> Iterator[WindowContext]:
    """A window context not attached, which starts engines as the program does."""
    owner = QObject()
    context = make_context(home, looks, owner)
    yield context
    context.link.detach()
    owner.deleteLater()
    turn()
    end_engines(home)


def test_an_engine_is_started_where_none_runs(starting: WindowContext, home: Home) -> None:
    watched = Watched(starting.link)
    starting.link.attach()
    state = watched.until("ready")
    assert state.health is not None
    assert state.health.pid == running_engine(home).pid
    assert watched.attached == 1


def test_a_running_engine_is_taken(fresh: WindowContext, home: Home) -> None:
    running = start_engine(home)
    watched = Watched(fresh.link)
    fresh.link.attach()
    state = watched.until("ready")
    assert state.health is not None
    assert state.health.pid == running.pid
    assert "starting" not in watched.states


def test_two_windows_share_one_engine(
    contexts: tuple[WindowContext, WindowContext], home: Home
) -> None:
    both = [Watched(context.link) for context in contexts]
    for context in contexts:
        context.link.attach()
    found = [watched.until("ready").health for watched in both]
    assert {health.pid for health in found if health} == {running_engine(home).pid}
    body = ArticleBody(questions=["Do you ship abroad?"], answer="Yes.")
    contexts[0].engine.create_article(body, contexts[0].link)
    settle(lambda: all(watched.topics for watched in both))


def test_a_killed_engine_is_started_again_and_everything_read_anew(
    fresh: WindowContext, home: Home
) -> None:
    watched = Watched(fresh.link)
    fresh.link.attach()
    before = watched.until("ready").health
    kill_engine(home)
    watched.until("lost")
    after = watched.until("ready").health
    assert before is not None
    assert after is not None
    assert before.pid != after.pid
    assert watched.attached == 2


def test_an_engine_that_is_stopped_kindly_comes_back(starting: WindowContext, home: Home) -> None:
    watched = Watched(starting.link)
    starting.link.attach()
    watched.until("ready")
    stop_engine(home)
    watched.until("lost")
    watched.until("ready")


def test_what_changed_meanwhile_is_told(
    fresh: WindowContext, contexts: tuple[WindowContext, WindowContext], home: Home
) -> None:
    watched = Watched(fresh.link)
    fresh.link.attach()
    watched.until("ready")
    kill_engine(home)
    watched.until("lost")
    Watched(contexts[1].link).link.attach()
    settle(lambda: contexts[1].link.state.usable)
    contexts[1].engine.create_article(
        ArticleBody(questions=["Who?"], answer="We."), contexts[1].link
    )
    watched.until("ready")
    settle(lambda: bool(watched.topics))


def test_an_engine_that_dies_again_and_again_is_not_started_for_ever(
    fresh: WindowContext, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "_RESTARTS_MS", 3_600_000)  # a busy machine takes its time
    watched = Watched(fresh.link)
    fresh.link.attach()
    for attached in range(1, 5):
        settle(
            lambda n=attached: watched.attached == n or watched.link.state.name == "failed",
            what=f"attachment {attached}",
        )
        assert watched.attached == attached, (watched.states, watched.link.state)
        kill_engine(home)
    problem = watched.until("failed").problem
    assert problem is not None
    assert "replydesk doctor" in problem.remedy
    spend(1)
    assert watched.attached == 4
    fresh.link.retry()
    watched.until("ready")


def test_an_engine_that_cannot_start_says_why(starting: WindowContext, home: Home) -> None:
    home.create()
    home.store.write_bytes(b"this is no database" * 1000)
    home.identity.write_text("{}")
    watched = Watched(starting.link)
    starting.link.attach()
    problem = watched.until("failed").problem
    assert problem is not None
    assert all((problem.code, problem.expected, problem.found, problem.remedy))


def test_a_home_that_cannot_be_written(tmp_path: Path, looks: Looks) -> None:
    (tmp_path / "file").write_text("in the way")
    owner = QObject()
    context = make_context(Home(tmp_path / "file" / "home"), looks, owner)
    watched = Watched(context.link)
    context.link.attach()
    problem = watched.until("failed").problem
    assert problem is not None
    assert str(tmp_path) in problem.found + problem.expected
    assert problem.remedy
    context.link.detach()
    owner.deleteLater()


def test_an_engine_of_another_version_is_left_alone(starting: WindowContext, home: Home) -> None:
    running = start_engine(home)
    content = json.loads(home.engine.read_text())
    home.engine.write_text(json.dumps(content | {"api": "v2", "version": "9.0"}))
    watched = Watched(starting.link)
    starting.link.attach()
    problem = watched.until("failed").problem
    assert problem is not None
    assert "9.0" in problem.found
    assert "engine stop" in problem.remedy
    assert running_engine(home).pid == running.pid


def test_letting_go_while_it_starts(starting: WindowContext) -> None:
    watched = Watched(starting.link)
    starting.link.attach()
    settle(lambda: starting.link._starting is not None, what="a process on its way up")
    starting.link.detach()
    spend(0.5)
    assert watched.attached == 0
    starting.link.attach()
    watched.until("ready")


# ------------------------------------------------------------ a company server


def test_a_company_server_is_attached_to_with_its_token(fresh: WindowContext, home: Home) -> None:
    running = start_engine(home)
    watched = Watched(fresh.link)
    fresh.link.attach(Address(running.origin, running.token))
    assert watched.until("ready").remote


def test_a_wrong_token_is_refused_and_not_tried_on(fresh: WindowContext, home: Home) -> None:
    running = start_engine(home)
    watched = Watched(fresh.link)
    fresh.link.attach(Address(running.origin, "not the token"))
    problem = watched.until("failed").problem
    assert problem is not None
    assert problem.code == "token"
    assert problem.remedy
    assert watched.attached == 0


def test_nobody_at_the_servers_address_yet(fresh: WindowContext, home: Home) -> None:
    running = start_engine(home)
    stop_engine(home)
    watched = Watched(fresh.link)
    fresh.link.attach(Address(running.origin, running.token))
    problem = watched.until("failed").problem
    assert problem is not None
    assert "Settings" in problem.remedy


def test_another_program_at_the_servers_address(fresh: WindowContext) -> None:
    with stranger() as other:
        for origin, code in (
            (other.address.origin, "engine.answer"),
            (f"{other.address.origin}/nowhere", "engine.unreachable"),
        ):
            watched = Watched(fresh.link)
            fresh.link.attach(Address(origin, "token"))
            problem = watched.until("failed").problem
            assert problem is not None
            assert problem.code == code
            assert problem.remedy


def test_a_server_that_goes_away_is_waited_for(fresh: WindowContext, home: Home) -> None:
    running = start_engine(home)
    watched = Watched(fresh.link)
    fresh.link.attach(Address(running.origin, running.token))
    watched.until("ready")
    kill_engine(home)
    watched.until("lost")
    spend(0.8)
    assert watched.link.state.name == "lost"
    assert HomeLocator(home).find() is None  # nothing is started for a server
