"""Files come in from a desktop, a second start or a drop, and are shown where they belong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent

from assistant.paths import Home
from gui.application import Application
from gui.knowledge.importing.dialog import ImportDialog
from gui.main_window import MainWindow
from gui.single_instance import SingleInstance
from gui.training.page import TrainingPage
from tests.gui.conftest import Looks, make_context
from tests.gui.event_loop import settle, turn

_PROJECT = Path(__file__).resolve().parents[2]
_SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.single_instance import SingleInstance
application = QCoreApplication([])
other = SingleInstance(Path(sys.argv[1]))
print(other.raise_other(files=[Path(word) for word in sys.argv[2:]]))
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "常见 问题.csv"
    file.write_text("question,answer\nWhere do I park?,Behind the house.\n", encoding="utf-8")
    return file


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A gzip file that is none: it is refused where exports are examined."""
    file = tmp_path / "export.json.gz"
    file.write_bytes(b"no gzip")
    return file


@pytest.fixture
def imports(demo_window: MainWindow) -> Iterator[Callable[[], list[str]]]:
    """The names of what the import dialog shows."""

    def names() -> list[str]:
        dialog = demo_window.findChild(ImportDialog)
        return [dialog._name()] if dialog is not None and dialog.isVisible() else []

    yield names
    dialog = demo_window.findChild(ImportDialog)
    if dialog is not None:
        dialog.reject()
        turn()


def test_a_second_start_hands_over_its_files(tmp_path: Path, looks: Looks) -> None:
    first = SingleInstance(tmp_path)
    given: list[list[Path]] = []
    raised: list[bool] = []
    first.files_given.connect(given.append)
    first.raised.connect(lambda: raised.append(True))
    assert not first.raise_other()
    files = [
        tmp_path / "表 1.csv",
        tmp_path / os.fsdecode(b"latin-\xe9.zip"),
        tmp_path / ("l" * 200),
    ]
    with subprocess.Popen(
        [sys.executable, "-c", _SECOND, str(tmp_path), *map(str, files)],
        cwd=_PROJECT, env=os.environ | {"PYTHONPATH": "."}, stdout=subprocess.PIPE,
    ) as second:  # fmt: skip
        settle(lambda: given and second.poll() is not None)
    assert given == [files]
    assert not raised
    first.deleteLater()


def test_a_table_is_imported(
    demo_window: MainWindow, imports: Callable[[], list[str]], table: Path
) -> None:
    demo_window.go_to("inbox")
    demo_window.opened_files.open([table])
    settle(lambda: imports() == [table.name])


def test_an_export_goes_to_training(
    demo_window: MainWindow, imports: Callable[[], list[str]], export: Path
) -> None:
    demo_window.go_to("inbox")
    demo_window.opened_files.open([export])
    page = demo_window.go_to("training")
    assert isinstance(page, TrainingPage)
    settle(lambda: page.export.item is not None and page.export.item.name == export.name)
    settle(lambda: page.export.item is not None and page.export.item.state != "examining")
    assert imports() == []


def test_what_may_be_either_stays_with_the_page_in_view(
    demo_window: MainWindow, imports: Callable[[], list[str]], table: Path
) -> None:
    page = demo_window.go_to("training")
    assert isinstance(page, TrainingPage)
    demo_window.opened_files.open([table])
    settle(lambda: page.export.item is not None and page.export.item.name == table.name)
    settle(lambda: page.export.item is not None and page.export.item.state != "examining")
    assert imports() == []
    demo_window.go_to("inbox")


def test_files_wait_for_an_engine(demo_home: Home, looks: Looks, table: Path) -> None:
    owner = QObject()
    window = MainWindow(make_context(demo_home, looks, owner))
    window.opened_files.open_when_attached([table])
    turn()
    assert window.findChild(ImportDialog) is None
    window.context.link.attach()
    settle(lambda: window.findChild(ImportDialog) is not None)
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    assert dialog._name() == table.name
    dialog.reject()
    window.context.link.detach()
    window.deleteLater()
    owner.deleteLater()
    turn()


def test_macos_hands_files_to_the_application(application: Application, table: Path) -> None:
    given: list[list[Path]] = []
    application.files_given.connect(given.append)
    QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile(str(table))))
    QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl("https://replydesk.invalid/x")))
    assert given == [[table]]
    application.files_given.disconnect(given.append)
