"""What stands around the window: title, tray, a conversation from a text, closing and quitting."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from assistant.contracts import ConversationBody, ConversationWithMessages, MessageBody
from gui.main_window import MainWindow
from gui.shell import Shell
from gui.single_instance import SingleInstance
from tests.gui.event_loop import turn

Settle = Callable[..., None]
_PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shell(window: MainWindow) -> Iterator[Shell]:
    made = Shell(window)
    yield made
    made.close()
    made.deleteLater()
    turn()


def test_the_title_counts_open_conversations(
    window: MainWindow, shell: Shell, settle: Settle
) -> None:
    made: list[ConversationWithMessages] = []
    owner = QObject()
    body = ConversationBody(messages=[MessageBody(role="customer", text="Where is it?")])
    window.context.engine.create_conversation(body, owner).then(made.append)
    settle(lambda: made and window.windowTitle() == "Replydesk · 1 open")
    window.context.engine.delete_conversation(made[0].id, owner)
    settle(lambda: window.windowTitle() == "Replydesk")
    owner.deleteLater()


def test_a_text_becomes_a_conversation(window: MainWindow, shell: Shell, settle: Settle) -> None:
    shell.copilot.conversation_wanted.emit("Customer: Where is my order 48213?\nAgent: On its way.")
    settle(lambda: window.windowTitle() == "Replydesk · 1 open")
    settle(lambda: window.pages["inbox"].isVisible())


def test_the_clipboard_is_answered_when_it_is_asked_for(
    window: MainWindow, shell: Shell, settle: Settle
) -> None:
    QGuiApplication.clipboard().setText("Where is my order?")
    actions = {action.name: action for action in window.commands.all()}
    actions["suggest for the clipboard"]()
    popup = shell.copilot._popup
    assert popup is not None
    assert popup.isVisible()
    settle(lambda: popup._answering is not None and popup._answering.answered.stage == "done")
    popup.hide()


def test_an_empty_clipboard_is_told(window: MainWindow, shell: Shell) -> None:
    QGuiApplication.clipboard().clear()
    told: list[str] = []
    window.context.notices.told.connect(lambda notice: told.append(notice.text))
    shell.copilot.answer_clipboard()
    assert told == ["There is no text in the clipboard"]


def test_a_desktop_that_hides_the_clipboard_is_named(window: MainWindow, shell: Shell) -> None:
    told: list[str] = []
    window.context.notices.told.connect(lambda notice: told.append(notice.text))
    shell.copilot.toggle()
    assert "offscreen" in told[0]
    assert "replydesk --ask-clipboard" in told[0]
    assert not shell.copilot._watcher.ready
    shell.copilot.toggle()


def test_closing_ends_unless_a_tray_icon_can_bring_it_back(
    window: MainWindow, shell: Shell
) -> None:
    window.context.preferences.change(close_to_tray=True)
    assert not window.hides_on_close()  # offscreen there is no tray
    window.hides_on_close = lambda: True
    window.close()
    assert window.isHidden()
    window.bring_forward()
    assert window.isVisible()
    window.hides_on_close = lambda: False


_ASK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.single_instance import SingleInstance
application = QCoreApplication([])
print(SingleInstance(Path(sys.argv[1])).raise_other(ask_clipboard=True))
"""


@pytest.mark.usefixtures("application")
def test_a_second_start_can_ask_for_the_clipboard(
    tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "before")
    first = SingleInstance(tmp_path)
    heard: list[str] = []
    first.raised.connect(lambda: heard.append("raised"))
    first.clipboard_asked.connect(lambda: heard.append("clipboard"))
    assert not first.raise_other()
    with subprocess.Popen(
        [sys.executable, "-c", _ASK, str(tmp_path)], cwd=_PROJECT, stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": ".", "XDG_ACTIVATION_TOKEN": "gnome-shell/1-2_TIME3"},
    ) as second:  # fmt: skip
        settle(lambda: heard and second.poll() is not None)
    assert heard == ["clipboard"]
    # a desktop on Wayland gives the focus only for the token of the start that was asked for
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "gnome-shell/1-2_TIME3"
    first.deleteLater()
