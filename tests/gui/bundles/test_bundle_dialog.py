"""Bundles in the window, at a real engine: looked into, refused, taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.bundles import keys, packing
from gui.bundles.dialog import BundleDialog
from gui.main_window import MainWindow
from tests.assistant.bundles.dated import dated
from tests.gui.event_loop import turn

Settle = Callable[..., None]
ENTRIES = (
    '{"question": "Where do I park?", "answer": "Behind the house."}\n'
    '{"question": "Is there a lift?", "answer": "Yes, to the third floor."}\n'
)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys of a company, `key` and `key.pub`, and of somebody else, `other`."""
    folder = tmp_path_factory.mktemp("company")
    for name in ("key", "other"):
        keys.make(folder / name, folder / f"{name}.pub")
    return folder


@pytest.fixture
def bundle(company: Path, tmp_path: Path) -> Path:
    (tmp_path / "entries.jsonl").write_text(ENTRIES, encoding="utf-8")
    file = tmp_path / "周一.replydesk"
    list(packing.pack(file, {}, tmp_path / "entries.jsonl", company / "key"))
    return file


@pytest.fixture
def opened(window: MainWindow, settle: Settle) -> Iterator[Callable[[Path], BundleDialog]]:
    """Opens a file as a desktop would; returns the dialog once it shows what it found."""

    def found() -> BundleDialog | None:
        return window.findChild(BundleDialog)

    def opened(file: Path) -> BundleDialog:
        window.opened_files.open([file])
        dialog = found()
        assert dialog is not None
        settle(lambda: dialog.problem.problem is not None or dialog.take.isVisible())
        return dialog

    yield opened
    if (dialog := found()) is not None:
        dialog.reject()
        turn()


def problem(dialog: BundleDialog) -> str:
    return dialog.problem.problem.code if dialog.problem.problem is not None else ""


def entries(window: MainWindow, settle: Settle) -> int:
    told: list[int] = []
    window.context.engine.articles({}, window).then(lambda page: told.append(page.total))
    settle(lambda: told)
    return told[0]


def test_a_bundle_is_checked_shown_and_taken(
    window: MainWindow,
    opened: Callable[[Path], BundleDialog],
    bundle: Path,
    company: Path,
    settle: Settle,
) -> None:
    dialog = opened(bundle)
    assert problem(dialog) == "bundle.key-missing"
    assert dialog.choose_key.isVisible()
    assert not dialog.take.isVisible()
    dialog._use_key(str(company / "key.pub"))
    settle(lambda: dialog.take.isVisible())
    assert dialog.content._fingerprint.text() == keys.fingerprint(company / "key.pub")
    assert dialog.content.changes
    assert entries(window, settle) == 0
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settle(lambda: dialog._done)
    assert entries(window, settle) == 2
    assert not dialog.take.isVisible()
    dialog.reject()
    turn()

    # the key that was chosen is asked first now; and nothing is new
    dialog = opened(bundle)
    assert problem(dialog) == ""
    assert not dialog.content.changes
    assert not dialog.take.isEnabled()


def test_somebody_elses_bundle_is_refused(
    window: MainWindow,
    opened: Callable[[Path], BundleDialog],
    bundle: Path,
    company: Path,
    settle: Settle,
) -> None:
    window.context.preferences.change(bundle_key=str(company / "other.pub"))
    dialog = opened(bundle)
    settle(lambda: problem(dialog) == "bundle.untrusted")
    assert not dialog.take.isVisible()
    assert dialog.choose_key.isVisible()
    dialog._use_key(str(bundle))
    settle(lambda: problem(dialog) == "bundle.key")
    assert entries(window, settle) == 0


def test_a_damaged_bundle_is_refused(
    window: MainWindow,
    opened: Callable[[Path], BundleDialog],
    bundle: Path,
    company: Path,
    settle: Settle,
) -> None:
    window.context.preferences.change(bundle_key=str(company / "key.pub"))
    content = bytearray(bundle.read_bytes())
    content[content.index(b"third floor")] ^= 1
    bundle.write_bytes(content)
    dialog = opened(bundle)
    assert problem(dialog) == "bundle.damaged"
    assert not dialog.take.isVisible()
    assert not dialog.choose_key.isVisible()
    assert entries(window, settle) == 0
    bundle.unlink()
    dialog.again.click()
    settle(lambda: problem(dialog) == "bundle.unreadable")


def test_one_that_is_taken_in_goes_on_when_the_dialog_is_closed(
    window: MainWindow,
    opened: Callable[[Path], BundleDialog],
    bundle: Path,
    company: Path,
    settle: Settle,
) -> None:
    window.context.preferences.change(bundle_key=str(company / "key.pub"))
    told: list[str] = []
    window.context.notices.told.connect(lambda notice: told.append(notice.text))
    dialog = opened(bundle)
    dialog.take.click()
    dialog.reject()
    assert not dialog.isVisible()
    settle(lambda: told)
    assert bundle.name in told[0]
    assert entries(window, settle) == 2


def test_an_older_one_is_told_and_taken_if_somebody_agrees(
    window: MainWindow,
    opened: Callable[[Path], BundleDialog],
    bundle: Path,
    company: Path,
    settle: Settle,
) -> None:
    window.context.preferences.change(bundle_key=str(company / "key.pub"))
    dialog = opened(bundle)
    assert not dialog.content._older_frame.isVisible()
    dialog.take.click()
    settle(lambda: dialog._done)
    dialog.reject()
    turn()
    entries = bundle.with_name("entries.jsonl")
    entries.write_text(ENTRIES.replace("third", "fourth"), encoding="utf-8")
    list(packing.pack(bundle.with_name("new"), {}, entries, company / "key"))
    older = dated(
        bundle.with_name("new"), bundle.with_name("older.replydesk"), "2020-01-01T00:00:00+00:00",
        company / "key",
    )  # fmt: skip
    dialog = opened(older)
    assert dialog.content._older_frame.isVisible()
    dialog.take.click()
    settle(lambda: dialog._done)
    assert problem(dialog) == ""
    assert not dialog.content._older_frame.isVisible()


def test_a_bundle_can_be_looked_for_in_the_palette(window: MainWindow) -> None:
    (action,) = [one for one in window.commands.all() if one.name == "take a bundle in"]
    assert action.possible()
