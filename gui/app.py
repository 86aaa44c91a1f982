"""The window's process: one application, one window, one engine that it is attached to."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gui import qt_messages, restart
from gui.afterwards import ANSWERS, PAGES, WIRE, Afterwards, loads
from gui.application import Application, bare_application
from gui.crash_report import Faults
from gui.engine.address import Address, Locator
from gui.engine.api import Engine
from gui.engine.client import Client
from gui.engine.link import EngineLink
from gui.fault_notices import FaultNotices
from gui.language import Language
from gui.look.fonts import prefer_simplified_chinese
from gui.look.icons import icon
from gui.look.theme import Theme
from gui.main_window import MainWindow
from gui.notices import Notices
from gui.page import Desk
from gui.preferences import Preferences
from gui.settings.server_token import remembered
from gui.shell import Shell
from gui.single_instance import SingleInstance
from gui.spared import collect_again

_SIGNALS_HEARD_MS: Final = 200
_LAST_WRITES_MS: Final = 2_000


def run(
    application: Application,
    preferences: Preferences,
    instance: SingleInstance,
    locator: Locator,
    server: Address | None = None,
    *,
    ask_clipboard: bool = False,
    files: Sequence[Path] = (),
) -> int:
    """Open the window; returns the exit status when it is closed.

    Args:
        application: A bare one.
        preferences: Of the home that it opens on.
        instance: Which no other answered: it hears who starts the program again.
        locator: Finds and starts the home's engine.
        server: A company server to be attached to instead.
        ask_clipboard: Suggest answers for what is in the clipboard.
        files: To be opened as soon as there is an engine to ask.
    """
    dress(application)
    faults = Faults(preferences.folder / "logs", application)
    faults.install()
    qt_messages.install()
    window = compose(application, preferences, locator, server)
    FaultNotices(faults, window)
    shell = Shell(window)
    instance.raised.connect(window.bring_forward)
    instance.clipboard_asked.connect(shell.copilot.answer_clipboard)
    instance.files_given.connect(window.opened_files.open)
    application.files_given.connect(window.opened_files.open)
    window.show()
    window.opened_files.open_when_attached(files)
    if ask_clipboard:
        shell.answer_when_attached()
    ticking = _hear_signals(application)
    status = application.exec()
    ticking.stop()
    shell.close()
    _finish(application, window, shell)
    window.desk.link.detach()
    faults.remove()
    instance.release()
    restart.start_again_if_wanted()
    return status


def make_application(scale: int = 100) -> Application:
    """The one application of this process."""
    application = bare_application(scale)
    dress(application)
    return application


def dress(application: QApplication) -> None:
    """Give a bare application its fonts and its icon."""
    prefer_simplified_chinese(application)
    application.setWindowIcon(icon("message-square-reply", "accent"))


def compose(
    application: QApplication,
    preferences: Preferences,
    locator: Locator,
    server: Address | None = None,
) -> MainWindow:
    """The window with everything it needs, attached as soon as it was painted."""
    language = Language(application)
    language.choose(preferences.now.language)
    theme = Theme(application)
    theme.choose(preferences.now.theme)
    client = Client(application)
    link = EngineLink(client, locator, application)
    desk = Desk(Engine(client), link, Notices(application), preferences, theme, language)
    window = MainWindow(desk)
    theme.dress()

    def attach() -> None:
        link.attach(server or remembered(preferences))

    Afterwards(
        window,
        at_once=[*loads(WIRE), attach, *loads(ANSWERS)],
        at_leisure=[*loads(PAGES), collect_again],
    )
    return window


def _finish(application: QApplication, window: MainWindow, shell: Shell) -> None:
    """Let changes on their way arrive: a draft, a deletion that can no longer be undone."""
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < _LAST_WRITES_MS:
        if not (window.desk.engine.client.writing or shell.copilot.ending):
            break
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _hear_signals(application: QApplication) -> QTimer:
    """End on Ctrl-C in a terminal: Python hears signals only while it runs now and then."""
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    signal.signal(signal.SIGTERM, lambda *_: application.quit())
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNALS_HEARD_MS)
    return timer
