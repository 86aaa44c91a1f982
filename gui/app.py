"""Entry point of the window process: one application, one window, attached to one engine."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gui import qt_messages, restart
from gui.application import Application, bare_application
from gui.crash_report import Faults
from gui.deferred_work import ANSWERS, PAGES, WIRE, DeferredWork, loads
from gui.engine.address import Address, Locator
from gui.engine.api import Engine
from gui.engine.client import Client
from gui.engine.link import EngineLink
from gui.fault_notices import FaultNotices
from gui.import_costs import resume_collection
from gui.language import Language
from gui.look.fonts import prefer_simplified_chinese
from gui.look.icons import icon
from gui.look.theme import Theme
from gui.main_window import MainWindow
from gui.notices import Notices
from gui.page import WindowContext
from gui.preferences import Preferences
from gui.settings.server_token import remembered
from gui.shell import Shell
from gui.single_instance import SingleInstance

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
    """Open the window and run the event loop; return the exit status once it is closed.

    Args:
        application: A bare application, see `bare_application`.
        preferences: Preferences of the home that the window opens.
        instance: The single-instance guard, after no other instance answered; it reports further
            starts of the program.
        locator: Finds and starts the engine of the home.
        server: A company server to attach to instead of the local engine.
        ask_clipboard: Suggest answers for the text in the clipboard.
        files: Files to open as soon as an engine is attached.
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
    window.context.link.detach()
    faults.remove()
    instance.release()
    restart.start_again_if_wanted()
    return status


def make_application(scale: int = 100) -> Application:
    """Create the only application object of this process, with fonts and icon."""
    application = bare_application(scale)
    dress(application)
    return application


def dress(application: QApplication) -> None:
    """Set the fonts and the icon of a bare application."""
    prefer_simplified_chinese(application)
    application.setWindowIcon(icon("message-square-reply", "accent"))


def compose(
    application: QApplication,
    preferences: Preferences,
    locator: Locator,
    server: Address | None = None,
) -> MainWindow:
    """Create the window with all its dependencies; it attaches to the engine after the first
    paint."""
    language = Language(application)
    language.choose(preferences.now.language)
    theme = Theme(application)
    theme.choose(preferences.now.theme)
    client = Client(application)
    link = EngineLink(client, locator, application)
    context = WindowContext(
        Engine(client), link, Notices(application), preferences, theme, language
    )
    window = MainWindow(context)
    theme.dress()

    def attach() -> None:
        link.attach(server or remembered(preferences))

    DeferredWork(
        window,
        at_once=[*loads(WIRE), attach, *loads(ANSWERS)],
        at_leisure=[*loads(PAGES), resume_collection],
    )
    return window


def _finish(application: QApplication, window: MainWindow, shell: Shell) -> None:
    """Wait for pending writes, such as a draft or a deletion that can no longer be undone."""
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < _LAST_WRITES_MS:
        if not (window.context.engine.client.writing or shell.copilot.ending):
            break
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _hear_signals(application: QApplication) -> QTimer:
    """Quit on SIGINT and SIGTERM. The timer lets the Python interpreter run regularly, because it
    handles signals only while executing Python code."""
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    signal.signal(signal.SIGTERM, lambda *_: application.quit())
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNALS_HEARD_MS)
    return timer
