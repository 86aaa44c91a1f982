"""Fixtures for every test: the public data, and folders that are never the user's own."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.paths import Home
from assistant.store.database import Store
from assistant.store.opening import open_store
from tests import tally

PROJECT = Path(__file__).resolve().parent.parent

# set before anything imports keyring, and inherited by child processes: a test must never read
# or write the keys of whoever runs it
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data beside the checkout; its tests skip where it is absent."""
    folder = Path(os.environ.get("REPLYDESK_DATA") or PROJECT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the public data is not beside this checkout (set REPLYDESK_DATA)")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home folder of this test's own."""
    return Home(tmp_path / "home")


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    """A new store in `home`, closed when the test ends."""
    opened = open_store(home).store
    yield opened
    opened.close()


def pytest_collection_finish() -> None:
    """What was imported stays to the end: no collection of garbage looks through it again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tally.tell(terminalreporter)
