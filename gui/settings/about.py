"""The About section: version, licences, what leaves this computer, and location of the logs."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPlainTextEdit

from gui.page import WindowContext
from gui.settings.rows import Choice, Group, button
from gui.settings.section import Section

_LICENCES = ("LICENSE", "THIRD_PARTY_NOTICES.md")


class AboutSection(Section):
    """Describes what the program is and what it does not do."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._open = button()
        self._open.clicked.connect(self._open_logs)
        self.file = Choice()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(200)
        self._program, self._licences = Group(), Group()
        self._version = self._program.row()
        self._leaves = self._program.row()
        self._logs = self._program.row(self._open)
        self._doctor = self._program.row()
        self._licence = self._licences.row(self.file)
        self._licence.below.addWidget(self.text)
        self.body.addWidget(self._program)
        self.body.addWidget(self._licences)
        self.retranslate()
        self._show_file()
        self.file.currentIndexChanged.connect(lambda _: self._show_file())

    def read(self) -> None:
        self._say_version()

    def retranslate(self) -> None:
        self.head(
            self.tr("About Replydesk"),
            self.tr("Verified answers with their sources, from your own knowledge."),
        )
        self._program.say(self.tr("This program"))
        self._say_version()
        self._leaves.say(
            self.tr("What leaves this computer"),
            self.tr("Nothing, except to a company server if you connect to one. No telemetry, no "
                    "update check, no account."),
        )  # fmt: skip
        self._logs.say(
            self.tr("Log files"),
            self.tr("{folder}\nThey hold codes, times and numbers, never a text of a customer.")
            .format(folder=self._log_folder()),
        )  # fmt: skip
        self._open.setText(self.tr("Open the folder"))
        self._doctor.say(
            self.tr("If something does not work"),
            self.tr("'replydesk doctor' in a terminal checks this computer and says what to do."),
        )
        self._licences.say(self.tr("Licences"))
        self._licence.say(
            self.tr("Licence texts"), self.tr("Of Replydesk, and of what it is built on.")
        )
        self.file.offer([(self.tr("Replydesk"), _LICENCES[0]), (self.tr("Built on"), _LICENCES[1])])
        self.text.setAccessibleName(self.tr("Licence text"))

    def _say_version(self) -> None:
        health = self.context.link.state.health
        text = self.tr("Window {window}")
        if health is not None:
            text = self.tr("Window {window}, engine {engine}")
        engine = health.version if health is not None else ""
        self._version.say(self.tr("Version"), text.format(window=window_version(), engine=engine))

    def _show_file(self) -> None:
        self.text.setPlainText(
            licence_text(self.file.currentData())
            or self.tr("This file is missing from your installation.")
        )

    def _log_folder(self) -> Path:
        return self.context.preferences.folder / "logs"

    def _open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder())))


def window_version() -> str:
    """Return the version of this program."""
    try:
        return version("replydesk")
    except PackageNotFoundError:  # a checkout that was never installed
        return "?"


def licence_text(name: str) -> str:
    """Return a licence text stored next to the program or in the checkout; empty if missing."""
    beside = Path(sys.executable).parent if getattr(sys, "frozen", False) else None
    bundle = Path(getattr(sys, "_MEIPASS", "")) if hasattr(sys, "_MEIPASS") else None
    checkout = Path(__file__).resolve().parents[2]
    for folder in (beside, bundle, checkout):
        if folder is not None and (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8", errors="replace")
    return ""
