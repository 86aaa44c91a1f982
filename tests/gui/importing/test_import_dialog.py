"""Files go in through the dialog, on a real engine: preview, columns, outcome, cancel, errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from assistant.contracts import Job, JobPage
from assistant.paths import Home
from gui.inbox.composer.editor import Editor
from gui.knowledge.importing import open_import, open_imports
from gui.knowledge.importing.dialog import ImportDialog
from gui.main_window import MainWindow
from gui.notices import Notice
from gui.page import WindowContext
from tests.gui import event_loop
from tests.gui.conftest import Looks, attached
from tests.gui.engines import stop_engine

Settle = Callable[..., None]
FAQ = "question,answer,tags\nHow do I pay?,By card.,pay\nWhere are you?,In Bern.,about\n"


@pytest.fixture
def parent(looks: Looks) -> Iterator[QWidget]:
    window = QWidget()
    yield window
    window.deleteLater()


@pytest.fixture
def opened(demo_context: WindowContext, parent: QWidget) -> Callable[..., ImportDialog]:
    def opened(*files: Path) -> ImportDialog:
        open_imports(demo_context, parent, files)
        dialog = parent.findChild(ImportDialog)
        assert isinstance(dialog, ImportDialog)
        return dialog

    return opened


def write(folder: Path, text: str | bytes, name: str) -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def press(dialog: ImportDialog, text: str) -> None:
    """Press the button that says this."""
    (button,) = [
        one for one in dialog.findChildren(QPushButton) if one.text() == text and one.isVisible()
    ]
    assert button.isEnabled()
    button.click()


def can_import(dialog: ImportDialog) -> bool:
    return dialog.preview.isVisible() and dialog.go.isEnabled()


def told(dialog: ImportDialog) -> str:
    """The code of the problem that is shown in place."""
    problem = dialog.choosing.problem()
    return problem.code if problem is not None and dialog.choosing.isVisible() else ""


def test_a_table_is_previewed_and_goes_in(
    opened: Callable[..., ImportDialog], demo_context: WindowContext, settle: Settle, tmp_path: Path
) -> None:
    dialog = opened(write(tmp_path, FAQ, "first.csv"))
    settle(lambda: can_import(dialog))
    model = dialog.preview.entries.rows
    assert model.index(1, 0).data() == "Where are you?"
    assert model.index(1, 1).data() == "In Bern."
    press(dialog, "Import")
    settle(lambda: dialog.outcome.isVisible())
    assert "Added: 2" in dialog.outcome.summary()
    pages = []
    demo_context.engine.articles({"source": "first.csv"}, dialog).then(pages.append)
    settle(lambda: pages)
    assert {one.answer for one in pages[0].items} == {"By card.", "In Bern."}
    press(dialog, "Close")
    settle(lambda: not dialog_of(opened))


def dialog_of(opened: Callable[..., ImportDialog]) -> bool:
    """Whether a dialog is still in view."""
    return any(isinstance(one, ImportDialog) for one in QApplication.topLevelWidgets())


def test_a_preview_writes_nothing(
    opened: Callable[..., ImportDialog], demo_context: WindowContext, settle: Settle, tmp_path: Path
) -> None:
    dialog = opened(write(tmp_path, FAQ, "only-looked-at.csv"))
    settle(lambda: can_import(dialog))
    sources = []
    demo_context.engine.sources(dialog).then(sources.append)
    settle(lambda: sources)
    assert "only-looked-at.csv" not in {source.name for source in sources[0]}
    dialog.reject()


def test_unknown_columns_are_named_and_previewed_anew(
    opened: Callable[..., ImportDialog], settle: Settle, tmp_path: Path
) -> None:
    table = "Frage,Antwort,Notiz\nWie bezahle ich?,Mit Karte.,intern\n"
    dialog = opened(write(tmp_path, table, "de.csv"))
    settle(lambda: dialog.preview.mapping.isVisible())
    assert not can_import(dialog)
    dialog.preview.mapping.choose("question", "Frage")
    dialog.preview.mapping.choose("answer", "Antwort")
    settle(lambda: can_import(dialog))
    assert dialog.preview.entries.rows.index(0, 1).data() == "Mit Karte."
    press(dialog, "Import")
    settle(lambda: dialog.outcome.isVisible())
    assert "Added: 1" in dialog.outcome.summary()
    dialog.reject()


def test_a_recognised_column_can_be_given_up(
    opened: Callable[..., ImportDialog], settle: Settle, tmp_path: Path
) -> None:
    dialog = opened(write(tmp_path, FAQ, "tags.csv"))
    settle(lambda: can_import(dialog))
    assert dialog.preview.entries.rows.index(0, 2).data() == "pay"
    dialog.preview.mapping.choose("tags", "(none)")
    settle(lambda: dialog.preview.entries.rows.index(0, 2).data() == "")
    assert dialog.preview.entries.rows.index(0, 1).data() == "By card."
    dialog.reject()


def test_conversations_are_recognised(
    opened: Callable[..., ImportDialog], settle: Settle, tmp_path: Path
) -> None:
    talk = (
        '{"id": "7", "customer": {"name": "Ann Lee", "email": "ann@example.org"}, "messages": '
        '[{"role": "customer", "text": "Where is it?"}, {"role": "agent", "text": "Here."}]}\n'
    )
    dialog = opened(write(tmp_path, talk, "talks.jsonl"))
    settle(lambda: can_import(dialog))
    model = dialog.preview.talks.rows
    assert dialog.preview.talks.isVisible()
    assert [model.index(0, at).data() for at in (0, 2, 3)] == ["A. L.", "Where is it?", "2"]
    dialog.reject()


def test_rows_that_cannot_be_taken_are_listed_saved_and_mended(
    opened: Callable[..., ImportDialog], settle: Settle, tmp_path: Path
) -> None:
    file = write(tmp_path, FAQ + "Nothing said?,,\n", "holes.csv")
    dialog = opened(file)
    settle(lambda: can_import(dialog))
    press(dialog, "Import")
    settle(lambda: dialog.outcome.isVisible())
    rows = dialog.outcome.problems.model
    assert (rows.index(0, 0).data(), rows.index(0, 4).data()) == ("4", "row.answer")
    dialog.outcome.problems.save_as(str(tmp_path / "list.csv"))
    assert "row.answer" in (tmp_path / "list.csv").read_text("utf-8-sig")
    write(tmp_path, FAQ + "Nothing said?,Now it is.,\n", "holes.csv")
    press(dialog, "Import again after correcting")
    settle(lambda: can_import(dialog))
    press(dialog, "Import")
    settle(lambda: dialog.outcome.isVisible())
    assert "Added: 1, changed: 0, not taken: 0" in dialog.outcome.summary()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "file.empty"),
        ("picture.csv", bytes(range(256)) * 20, "file.binary"),
        ("broken.xlsx", b"PK\x03\x04" + bytes(200), "file.damaged"),
        ("gone.csv", None, "file.access"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_in_place(
    opened: Callable[..., ImportDialog], settle: Settle, tmp_path: Path,
    name: str, content: bytes | None, code: str,
) -> None:  # fmt: skip
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    dialog = opened(file)
    settle(lambda: told(dialog) == code)
    file.unlink(missing_ok=True)
    mended = write(tmp_path, FAQ, name) if name.endswith(".csv") else None
    if mended is not None:
        press(dialog, "Try this file again")
        settle(lambda: can_import(dialog))
    dialog.reject()


@pytest.fixture
def narrow_context(engine_home: Home, looks: Looks) -> Iterator[WindowContext]:
    """A window context whose engine takes files of at most 1 MB."""
    stop_engine(engine_home)
    (engine_home.root / "settings.json").write_text('{"upload_megabytes": 1}')
    yield from attached(engine_home, looks)


def test_a_file_above_the_engines_limit_is_not_sent_in_vain(
    narrow_context: WindowContext, parent: QWidget, settle: Settle, tmp_path: Path
) -> None:
    open_import(narrow_context, parent, write(tmp_path, FAQ + "x" * (1 << 20), "large.csv"))
    dialog = parent.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    settle(lambda: told(dialog) == "file.size")
    problem = dialog.choosing.problem()
    assert problem is not None
    assert (problem.expected, problem.found) == ("a file of at most 1 MB", "one of 2 MB")
    dialog.reject()


def test_several_files_are_taken_one_after_the_other(
    opened: Callable[..., ImportDialog], settle: Settle, tmp_path: Path
) -> None:
    one = write(tmp_path, FAQ, "one.csv")
    two = write(tmp_path, "# Returns\n\nWithin 30 days.\n", "two.md")
    dialog = opened(one, two)
    settle(lambda: can_import(dialog))
    press(dialog, "Import")
    settle(lambda: dialog.outcome.isVisible())
    press(dialog, "Next file")
    settle(lambda: can_import(dialog))
    assert dialog.preview.entries.rows.index(0, 1).data() == "Within 30 days."
    dialog.reject()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A table whose import takes longer than the steps of a test."""
    rows = [
        f"Where is part {at} of the machine?,Part {at} lies on shelf {at}." for at in range(4000)
    ]
    return write(tmp_path, "question,answer\n" + "\n".join(rows), "large.csv")


@pytest.mark.parametrize("job_is_known", [True, False])
def test_an_import_is_cancelled(
    opened: Callable[..., ImportDialog], demo_context: WindowContext, settle: Settle, large: Path,
    job_is_known: bool,
) -> None:  # fmt: skip
    dialog = opened(large)
    settle(lambda: can_import(dialog))
    press(dialog, "Import")
    assert dialog.running
    if job_is_known:
        begun: list[Job] = []
        demo_context.link.job_changed.connect(begun.append)
        settle(lambda: any(job.state == "running" for job in begun))
    press(dialog, "Cancel the import")
    settle(lambda: dialog.outcome.isVisible())
    assert "cancelled" in dialog.outcome.summary()
    assert not dialog.running
    pages: list[JobPage] = []
    demo_context.engine.jobs(dialog, limit=1).then(pages.append)
    settle(lambda: pages)
    assert [job.state for job in pages[0].items] == ["cancelled"]
    dialog.reject()


def test_a_closed_dialog_lets_the_import_go_on_and_can_be_brought_back(
    opened: Callable[..., ImportDialog], demo_context: WindowContext, parent: QWidget,
    settle: Settle, tmp_path: Path,
) -> None:  # fmt: skip
    heard: list[Notice] = []
    demo_context.notices.told.connect(heard.append)
    rows = [f"Where is bolt {at}?,Bolt {at} is in box {at}." for at in range(700)]
    dialog = opened(write(tmp_path, "question,answer\n" + "\n".join(rows), "bolts.csv"))
    settle(lambda: can_import(dialog))
    press(dialog, "Import")
    dialog.reject()
    assert not dialog.isVisible()
    assert "continues" in heard[0].text
    open_import(demo_context, parent)
    assert dialog.isVisible()
    dialog.reject()
    settle(lambda: len(heard) == 3)
    assert "Added: 700" in heard[2].text
    assert heard[2].act is not None
    heard[2].act()
    assert dialog.outcome.isVisible()
    dialog.reject()
    event_loop.turn()
    heard[2].act()  # brought back too late: nothing is there any more, and nothing breaks


def test_files_that_wait_are_not_forgotten_behind_a_closed_dialog(
    opened: Callable[..., ImportDialog], demo_context: WindowContext, settle: Settle, tmp_path: Path
) -> None:
    heard: list[Notice] = []
    demo_context.notices.told.connect(heard.append)
    dialog = opened(write(tmp_path, FAQ, "seen.csv"), write(tmp_path, FAQ, "waits.csv"))
    settle(lambda: can_import(dialog))
    press(dialog, "Import")
    dialog.reject()
    settle(lambda: len(heard) == 2)
    assert "Files waiting: 1" in heard[1].text
    assert heard[1].stays_ms == 0
    assert heard[1].act is not None
    heard[1].act()
    press(dialog, "Next file")
    settle(lambda: can_import(dialog))
    dialog.reject()


def test_files_dropped_on_the_window_are_imported(
    demo_window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(write(tmp_path, FAQ, "dropped.csv")))])
    at, copy = QPointF(60, 300), Qt.DropAction.CopyAction
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at.toPoint(), copy, mime, *keys)
    QApplication.sendEvent(demo_window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(demo_window, QDropEvent(at, copy, mime, *keys))
    dialog = demo_window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    settle(lambda: can_import(dialog))
    dialog.reject()


def test_a_file_dropped_on_the_composer_is_imported_not_written(
    demo_window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    demo_window.go_to("inbox")
    editor = demo_window.findChild(Editor)
    assert isinstance(editor, Editor)
    settle(editor.isEnabled)
    before = editor.toPlainText()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(write(tmp_path, FAQ, "on-the-composer.csv")))])
    at, copy = QPointF(5, 5), Qt.DropAction.CopyAction
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    # the enter goes up to whoever takes it, as it does under a pointer; the drop follows it
    QApplication.sendEvent(editor.viewport(), QDragEnterEvent(at.toPoint(), copy, mime, *keys))
    QApplication.sendEvent(editor.viewport(), QDropEvent(at, copy, mime, *keys))
    dialog = demo_window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    assert editor.toPlainText() == before
    settle(lambda: can_import(dialog))
    dialog.reject()


def test_what_is_no_file_is_not_taken(demo_window: MainWindow) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/faq.csv"), QUrl.fromLocalFile("/")])
    enter = QDragEnterEvent(
        QPointF(60, 300).toPoint(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    enter.ignore()
    QApplication.sendEvent(demo_window, enter)
    assert not enter.isAccepted()
    assert demo_window.findChild(ImportDialog) is None


def test_the_dialog_speaks_the_language_and_closes_by_key(
    opened: Callable[..., ImportDialog], settle: Settle, tmp_path: Path
) -> None:
    dialog = opened(write(tmp_path, FAQ, "keys.csv"))
    settle(lambda: can_import(dialog))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settle(lambda: dialog.outcome.isVisible())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle(lambda: not dialog_of(opened))
