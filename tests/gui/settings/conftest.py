"""The settings page alone, on a real engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.contracts import ActorBody, ActorWithToken, Role
from gui.engine.address import Address
from gui.page import Desk
from gui.settings.page import SettingsPage
from tests.gui import event_loop


def opened(desk: Desk) -> Iterator[SettingsPage]:
    made = SettingsPage(desk)
    made.resize(900, 700)
    made.show()
    made.shown()
    event_loop.turn()
    yield made
    made.close()
    made.deleteLater()
    event_loop.turn()


@pytest.fixture
def page(desk: Desk) -> Iterator[SettingsPage]:
    """The page on an empty home."""
    yield from opened(desk)


@pytest.fixture
def demo_page(demo_desk: Desk) -> Iterator[SettingsPage]:
    """The page on the demo."""
    yield from opened(demo_desk)


@pytest.fixture
def told(desk: Desk) -> list[object]:
    """Every notice that was shown."""
    heard: list[object] = []
    desk.notices.told.connect(heard.append)
    return heard


@pytest.fixture
def become(desk: Desk) -> Callable[[Role], ActorWithToken]:
    """`become(role)`: attach the desk as a new person of this role."""

    def change(role: Role) -> ActorWithToken:
        people: list[ActorWithToken] = []
        body = ActorBody(name=f"Some {role}", role=role)
        desk.engine.add_actor(body, desk.link).then(people.append)
        event_loop.settle(lambda: people)
        here = desk.engine.client.address
        assert here is not None
        desk.link.attach(Address(here.origin, people[0].token))
        event_loop.settle(lambda: desk.link.state.usable)
        return people[0]

    return change
