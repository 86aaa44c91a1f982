"""The settings page alone, on a real engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.contracts import ActorBody, ActorWithToken, Role
from gui.engine.address import Address
from gui.page import WindowContext
from gui.settings.page import SettingsPage
from tests.gui import event_loop


def opened(context: WindowContext) -> Iterator[SettingsPage]:
    made = SettingsPage(context)
    made.resize(900, 700)
    made.show()
    made.shown()
    event_loop.turn()
    yield made
    made.close()
    made.deleteLater()
    event_loop.turn()


@pytest.fixture
def page(context: WindowContext) -> Iterator[SettingsPage]:
    """The page on an empty home."""
    yield from opened(context)


@pytest.fixture
def demo_page(demo_context: WindowContext) -> Iterator[SettingsPage]:
    """The page on the demo."""
    yield from opened(demo_context)


@pytest.fixture
def told(context: WindowContext) -> list[object]:
    """Every notice that was shown."""
    heard: list[object] = []
    context.notices.told.connect(heard.append)
    return heard


@pytest.fixture
def become(context: WindowContext) -> Callable[[Role], ActorWithToken]:
    """`become(role)`: attach the context as a new person of this role."""

    def change(role: Role) -> ActorWithToken:
        people: list[ActorWithToken] = []
        body = ActorBody(name=f"Some {role}", role=role)
        context.engine.add_actor(body, context.link).then(people.append)
        event_loop.settle(lambda: people)
        here = context.engine.client.address
        assert here is not None
        context.link.attach(Address(here.origin, people[0].token))
        event_loop.settle(lambda: context.link.state.usable)
        return people[0]

    return change
