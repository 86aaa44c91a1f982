"""A real engine in a temporary home for each module of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from anyio.from_thread import start_blocking_portal

from assistant.api.access import Access
from assistant.api.app import create_app
from assistant.contracts import ActorBody
from assistant.engine import Engine
from assistant.paths import Home
from assistant.store import actors
from assistant.store.database import OWNER
from tests.assistant.api.engine_over_http import PORT, REFUND, Api, Served, serving


@pytest.fixture(scope="module", autouse=True)
def _no_keyring() -> Iterator[None]:
    """Keys go into the temporary home, never into the tester's own keyring."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with one article, its index filled."""
    home = Home(tmp_path_factory.mktemp("home"))
    home.create()
    engine = Engine(home)
    try:
        engine.start()
        assert engine.knowledge.index.filled.wait(60)
        engine.knowledge.create(OWNER, REFUND)
        yield engine
    finally:
        engine.close()


@pytest.fixture(scope="module")
def api(engine: Engine) -> Iterator[Api]:
    """The API over the engine, with a person of each role."""
    access = Access(port=PORT)
    app = create_app(engine, access)
    with start_blocking_portal() as portal:
        api = Api(app, engine, portal, {"owner": access.owner_token})
        for role in ("agent", "lead", "administrator"):
            with engine.store.write(OWNER) as transaction:
                person = actors.create(transaction, ActorBody(name=f"The {role}", role=role))
            api.tokens[role] = person.token
        yield api


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served")) as served:
        yield served
