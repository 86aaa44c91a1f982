"""One application, offscreen; homes with real engines; and what no test may leave behind.

- `settle(condition, timeout=60)` runs the event loop until the condition holds.
- `engine_home`: a new home whose engine runs. `demo_home`: one with the demo in it, shared by the
  tests of a module.
- `context`, `window`: a real context or window attached to `engine_home`;
  `demo_context`, `demo_window` are the same on `demo_home`.
- A test fails on a warning of Qt, an exception in a slot, and on top-level widgets, running
  timers, network replies or processes that it leaves behind.
"""

from __future__ import annotations

import faulthandler
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything of Qt is imported
os.environ["DICPATH"] = ""  # no dictionary of this computer: its words are not the tests'

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QApplication

from assistant.client.locator import HomeLocator
from assistant.paths import Home
from gui.app import make_application
from gui.engine.api import Engine
from gui.engine.client import Client
from gui.engine.link import EngineLink
from gui.language import Language
from gui.look.theme import Theme
from gui.main_window import MainWindow
from gui.notices import Notices
from gui.page import WindowContext
from gui.preferences import Preferences
from tests.gui import event_loop
from tests.gui.detectors import Leftovers, complaints
from tests.gui.engines import start_engine, stop_engine
from tests.once import once_a_run

_MAIN = Path(__file__).resolve().parents[2] / "main.py"


@dataclass(frozen=True, slots=True)
class Looks:
    """What the one application has one of."""

    application: QApplication
    theme: Theme
    language: Language


@pytest.fixture(scope="session")
def looks() -> Looks:
    """The application of this run, in English and the light theme."""
    QStandardPaths.setTestModeEnabled(True)
    application = make_application()
    made = Looks(application, Theme(application), Language(application))
    made.theme.dress()
    made.theme.choose("light")
    made.language.choose("en")
    return made


@pytest.fixture(scope="session")
def application(looks: Looks) -> QApplication:
    return looks.application


@pytest.fixture
def settle() -> Callable[..., None]:
    """`settle(condition, timeout=60)`: run the event loop until the condition holds."""
    return event_loop.settle


@pytest.fixture(autouse=True)
def clean(looks: Looks, pytestconfig: pytest.Config) -> Iterator[None]:
    """Fails a test on what it leaves behind and on what Qt or a slot complained about."""
    if not faulthandler.is_enabled():  # a window's crash report took it over, and gave it up
        faulthandler.enable(pytestconfig.stash[fault_handler_stderr_fd_key])
    before = Leftovers(looks.application)
    with complaints() as heard, event_loop.collected_here():
        yield
        left = before.left()
    if looks.language.code != "en":
        looks.language.choose("en")
    assert not left, f"left behind: {left}"
    assert not heard, "complaints:\n" + "\n".join(heard)


@pytest.fixture
def engine_home(tmp_path: Path) -> Iterator[Home]:
    """A new home whose engine runs."""
    home = Home(tmp_path / "home")
    start_engine(home)
    yield home
    stop_engine(home)


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo, imported once a run, to be copied."""

    def make(root: Path) -> None:
        home = Home(root)
        start_engine(home)
        done = subprocess.run(
            [sys.executable, str(_MAIN), "--home", str(root), "demo", "add"],
            capture_output=True, timeout=300, check=False,
        )  # fmt: skip
        stop_engine(home)
        assert done.returncode == 0, done

    return once_a_run(tmp_path_factory, "demo-template", make)


@pytest.fixture(scope="module")
def demo_home(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home with the demo, whose engine runs; the tests of a module share it."""
    home = Home(tmp_path_factory.mktemp("demo") / "home")
    shutil.copytree(demo_template, home.root)
    start_engine(home)
    yield home
    stop_engine(home)


def make_context(
    home: Home,
    looks: Looks,
    owner: QObject,
    *,
    welcomed: bool = True,
    locator: type[HomeLocator] = HomeLocator,
) -> WindowContext:
    """A window context on a home, not attached yet; of somebody who was welcomed before, or not."""
    client = Client(owner)
    preferences = Preferences(home.root / "window.json")
    preferences.change(welcomed=welcomed)
    return WindowContext(
        engine=Engine(client),
        link=EngineLink(client, locator(home), owner),
        notices=Notices(owner),
        preferences=preferences,
        theme=looks.theme,
        language=looks.language,
    )


def attached(home: Home, looks: Looks) -> Iterator[WindowContext]:
    owner = QObject()
    context = make_context(home, looks, owner)
    context.link.attach()
    event_loop.settle(lambda: context.link.state.name == "ready", what="an attached, ready engine")
    yield context
    context.link.detach()
    owner.deleteLater()
    event_loop.turn()


def shown(context: WindowContext) -> Iterator[MainWindow]:
    window = MainWindow(context)
    window.show()
    event_loop.turn()
    yield window
    window.close()
    window.deleteLater()
    event_loop.turn()


@pytest.fixture
def context(engine_home: Home, looks: Looks) -> Iterator[WindowContext]:
    """A window context attached to `engine_home`."""
    yield from attached(engine_home, looks)


@pytest.fixture
def demo_context(demo_home: Home, looks: Looks) -> Iterator[WindowContext]:
    """A window context attached to `demo_home`."""
    yield from attached(demo_home, looks)


@pytest.fixture
def window(context: WindowContext) -> Iterator[MainWindow]:
    """A window on `engine_home`, shown."""
    yield from shown(context)


@pytest.fixture
def demo_window(demo_context: WindowContext) -> Iterator[MainWindow]:
    """A window on `demo_home`, shown."""
    yield from shown(demo_context)
