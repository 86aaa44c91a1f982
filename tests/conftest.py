"""Fixtures for all tests: the public data, and homes in temporary folders."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from assistant.paths import Home
from assistant.store.database import Store
from assistant.store.opening import open_store
from tests import tally
from tests.longest import longest_first

PROJECT = Path(__file__).resolve().parent.parent

# set before anything imports keyring, and inherited by child processes: a test must never read
# or write the keys of whoever runs it
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
# OpenMP's threads wait asleep: spinning would take the processor from the other workers
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
# what an example takes says how busy the machine is; without end it meets the limit of its test
settings.register_profile(
    "patient", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = longest_first(items, PROJECT / "tests")


def pytest_collection_finish() -> None:
    """Exclude everything imported so far from garbage collection, to save time."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tally.tell(terminalreporter)
