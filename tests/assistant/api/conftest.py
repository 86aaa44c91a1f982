"""A real engine in a temporary home for each module of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from anyio.from_thread import start_blocking_portal

from assistant import model_paths
from assistant.api.access import Access
from assistant.api.app import create_app
from assistant.contracts import ActorBody
from assistant.engine import Engine
from assistant.models import conversion, starter_model
from assistant.store import actors
from assistant.store.database import OWNER
from main import extension
from tests.assistant.api.engine_over_http import PORT, REFUND, Api, Served, serving
from tests.ready_engine import ready_engine


@pytest.fixture(scope="module", autouse=True)
def _no_keyring() -> Iterator[None]:
    """Keep keys in the temporary home instead of the user's keyring."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield


@pytest.fixture(scope="module", autouse=True)
def _no_starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hide the model that ships: drafts are composed unless a test adds a model."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model_paths, "built_in_models", lambda: None)
        patch.setattr(starter_model, "_FOLDER", tmp_path_factory.mktemp("starter"))
        yield


@pytest.fixture(scope="module", autouse=True)
def _no_torch() -> Iterator[None]:
    """Convert our own models as if torch were not installed, which is ten times faster.

    The conversion with torch is tested in `tests/assistant/models/test_with_torch.py` and in
    `tests/end_to_end`.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversion, "can_convert", lambda *, adapter=False: False)
        yield


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with one article and a complete index."""
    with ready_engine(tmp_path_factory.mktemp("home")) as engine:
        engine.knowledge.create(OWNER, REFUND)
        yield engine


@pytest.fixture(scope="module")
def api(engine: Engine) -> Iterator[Api]:
    """The API of the engine, with an actor of each role."""
    access = Access(port=PORT)
    added = extension()
    part = added.part(engine)
    app = create_app(engine, access, further=added.routers(), part=part)
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
