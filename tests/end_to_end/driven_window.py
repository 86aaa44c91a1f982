"""The real program with its window, driven by a scenario: a process of its own.

    python tests/end_to_end/driven_window.py SCENARIO OUTPUT [argument …] -- --home …

The program is started as people start it (`main.main`); only its window is one that begins a
scenario when it is first shown. A scenario is a generator: it does something, and yields the
condition to be waited for. What it finds out goes to OUTPUT as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.inbox.page import InboxPage
    from gui.main_window import MainWindow

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

Scenario = Generator[Callable[[], object], None, dict[str, Any]]
_PATIENCE_S = 60.0
QUESTION = "Maria: Where is my parcel?"


# ------------------------------------------------------------ scenarios


def day(window: MainWindow, faq: str) -> Scenario:
    """Import a FAQ, ask, take a suggestion, edit, copy, mark solved."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QPushButton

    from gui.knowledge.importing.dialog import ImportDialog

    yield lambda: window.context.link.state.name == "ready"
    window.go_to("knowledge").import_file(Path(faq))  # type: ignore[attr-defined]
    dialog = window.findChild(ImportDialog)

    def button() -> Any:
        assert dialog is not None
        buttons = dialog.findChildren(QPushButton)
        return next((b for b in buttons if b.text() == "Import" and b.isEnabled()), None)

    yield lambda: button() is not None and button().isVisible()
    button().click()
    yield lambda: _entries(window) == 3
    assert dialog is not None
    dialog.reject()
    page = yield from paste(window)
    yield lambda: page.suggestions.answered is not None and page.suggestions.cards[0].isVisible()
    window.activateWindow()
    yield window.isActiveWindow
    QTest.keyClick(page.talk.composer.editor, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    yield lambda: page.talk.composer.text
    QTest.keyClicks(page.talk.composer.editor, " Best wishes")
    reply = page.talk.composer.text
    QTest.keyClick(page.talk.composer.editor, Qt.Key.Key_Return, _CONTROL())
    yield lambda: len(_messages(page)) == 2
    page._actions.solve()
    yield lambda: page.talk.conversation is not None and page.talk.conversation.status == "solved"
    return {"reply": reply, "copied": QGuiApplication.clipboard().text(), "said": _messages(page)}


def find_again(window: MainWindow, words: str) -> Scenario:
    """Search the solved conversation of another day."""
    page = _inbox(window)
    yield lambda: window.context.link.state.name == "ready" and page.conversations.model.read
    page.conversations.filter.choose("all")
    page.conversations.search.setText(words)
    yield lambda: page.conversations.model.rowCount() == 1
    row = page.conversations.model.row(0)
    assert row is not None
    page.open(row.id)
    yield lambda: page.talk.conversation is not None
    assert page.talk.conversation is not None
    return {"status": page.talk.conversation.status, "said": _messages(page)}


def engine_dies_while_typing(window: MainWindow, home: str) -> Scenario:
    """Kill the engine between two words."""
    from PySide6.QtTest import QTest

    from assistant import engine_file
    from assistant.paths import Home

    page = yield from paste(window)
    editor = page.talk.composer.editor
    QTest.keyClicks(editor, "Half of ")
    running = engine_file.read(Home(Path(home)))
    assert running is not None
    os.kill(running.pid, signal.SIGKILL)
    yield lambda: window.context.link.state.name == "lost"
    QTest.keyClicks(editor, "a reply")
    yield lambda: window.context.link.state.name == "ready"
    yield lambda: not page.talk.composer.unsent.unsaved
    return {"typed": page.talk.composer.text}


def window_dies_while_typing(window: MainWindow) -> Scenario:
    """Kill this process after the breath in which a draft is kept."""
    from PySide6.QtTest import QTest

    page = yield from paste(window)
    QTest.keyClicks(page.talk.composer.editor, "Half of a reply")
    yield lambda: not page.talk.composer.unsent.unsaved
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def draft(window: MainWindow) -> Scenario:
    """What stands in the composer of the first conversation."""
    page = _inbox(window)
    yield lambda: window.context.link.state.name == "ready" and page.conversations.model.rowCount()
    yield lambda: page.talk.conversation is not None and page.talk.composer.text
    return {"typed": page.talk.composer.text}


def wait_to_be_raised(window: MainWindow, ready: str) -> Scenario:
    """Stay until a second start brings this one forward."""
    raised = []
    forward = window.bring_forward
    window.hide()
    Path(ready).touch()
    yield lambda: window.isVisible()
    raised.append(forward)
    return {"raised": len(raised)}


def never_attached(window: MainWindow) -> Scenario:
    """What a window says whose server is not there."""
    yield lambda: window.context.link.state.name == "failed"
    problem = window.context.link.state.problem
    assert problem is not None
    return {"code": problem.code, "remedy": problem.remedy}


def disk_is_full(window: MainWindow, ballast: str) -> Scenario:
    """Type, find the disk full, make room, and find the draft kept."""
    from PySide6.QtTest import QTest

    page = yield from paste(window)
    told: list[str] = []
    window.context.notices.told.connect(lambda notice: told.append(notice.code))
    _fill(Path(ballast))
    QTest.keyClicks(page.talk.composer.editor, "What was typed: ")
    for _ in range(12):  # until the room that the store has already taken is full too
        page.talk.composer.editor.insertPlainText("word " * 3_000)
        yield lambda: told or not page.talk.composer.unsent.unsaved
        if told:
            break
    typed = page.talk.composer.text
    yield lambda: told
    unsaved = page.talk.composer.unsent.unsaved
    Path(ballast).unlink()
    yield lambda: not page.talk.composer.unsent.unsaved
    same = page.talk.composer.text == typed
    return {"codes": told, "unsaved": unsaved, "same": same, "length": len(typed)}


# ------------------------------------------------------------ what they share


def paste(window: MainWindow) -> Generator[Callable[[], object], None, InboxPage]:
    """Make a conversation out of a copied chat, and open it."""
    from PySide6.QtGui import QGuiApplication

    from gui.inbox.new_conversation.paste import PasteDialog

    yield lambda: window.context.link.state.name == "ready"
    page = _inbox(window)
    QGuiApplication.clipboard().setText(QUESTION)
    page.begin_paste()
    dialog = page.findChild(PasteDialog)
    assert dialog is not None
    yield lambda: len(dialog.messages()) == 1
    dialog.store()
    yield lambda: page.talk.conversation is not None and not page.talk.composer.editor.isReadOnly()
    page.talk.composer.editor.setFocus()
    return page


def _inbox(window: MainWindow) -> InboxPage:
    from gui.inbox.page import InboxPage

    page = window.go_to("inbox")
    assert isinstance(page, InboxPage)
    return page


def _messages(page: InboxPage) -> list[str]:
    conversation = page.talk.conversation
    return [message.text for message in conversation.messages] if conversation else []


def _entries(window: MainWindow) -> int:
    health = window.context.link.state.health
    return health.entries if health else 0


def _CONTROL() -> Any:
    from PySide6.QtCore import Qt

    return Qt.KeyboardModifier.ControlModifier


def _fill(ballast: Path) -> None:
    room = os.statvfs(ballast.parent)
    with ballast.open("wb", buffering=0) as file:
        left = room.f_bavail * room.f_bsize
        try:
            while left > 0:
                left -= file.write(bytes(min(left, 1 << 20)))
        except OSError:
            return


# ------------------------------------------------------------ the process


def drive(name: str, output: Path, given: list[str], program: list[str]) -> int:
    """Run the program; its window follows the scenario."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QShowEvent

    import gui.app
    import main
    from gui.main_window import MainWindow

    class Driven(MainWindow):
        """Begins the scenario when it is first shown."""

        steps: Scenario | None = None

        def showEvent(self, event: QShowEvent) -> None:
            super().showEvent(event)
            if self.steps is None:
                self.steps = globals()[name](self, *given)
                self.condition: Callable[[], object] = lambda: True
                self.since = time.monotonic()
                self.timer = QTimer(self, interval=20)
                self.timer.timeout.connect(self.step)
                self.timer.start()

        def step(self) -> None:
            assert self.steps is not None
            try:
                if self.condition():
                    self.condition, self.since = next(self.steps), time.monotonic()
                elif time.monotonic() - self.since > _PATIENCE_S:
                    self.steps.throw(TimeoutError("waited in vain"))
            except StopIteration as end:
                self.finish({"found": end.value})
            except BaseException as error:  # noqa: BLE001 - told to whoever started this
                import traceback

                self.finish({"error": "".join(traceback.format_exception(error))})

        def finish(self, said: dict[str, Any]) -> None:
            self.timer.stop()
            output.write_text(json.dumps(said), encoding="utf-8")
            self.quit()

    gui.app.MainWindow = Driven  # type: ignore[misc]  # the only seam: the same window, driven
    return main.main(program)


if __name__ == "__main__":
    place = sys.argv.index("--")
    scenario, told, *arguments = sys.argv[1:place]
    sys.exit(drive(scenario, Path(told), arguments, sys.argv[place + 1 :]))
