"""The Privacy section: what is stored and where, erasing a customer, the recovery key."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from assistant.contracts import EngineSettings, Me
from gui.page import WindowContext
from gui.settings.erasure import ErasureRow
from gui.settings.recovery import RecoveryRow
from gui.settings.rows import Group, button
from gui.settings.section import Section


class PrivacySection(Section):
    """Everybody may see what is stored; only administrators may erase data or see the key."""

    topics = frozenset({"settings"})

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._settings: EngineSettings | None = None
        self._me: Me | None = None
        self._open = button()
        self._open.clicked.connect(self._open_home)
        self._stored, self._refused = Group(), Group()
        self._person, self._key = Group(), Group()
        self._what = self._stored.row()
        self._where = self._stored.row(self._open)
        self._how = self._stored.row()
        self.erasure, self.recovery = ErasureRow(context), RecoveryRow(context)
        self._only = self._refused.row()
        self._person.add(self.erasure)
        self._key.add(self.recovery)
        for group in (self._stored, self._refused, self._person, self._key):
            group.setVisible(group is self._stored)
            self.body.addWidget(group)
        self.retranslate()

    def read(self) -> None:
        self.ask(self.context.engine.me(self), self._show_me)

    def retranslate(self) -> None:
        self.head(
            self.tr("Privacy"),
            self.tr("Nothing leaves this computer or your company's server. There is no telemetry "
                    "and no account."),
        )  # fmt: skip
        self._stored.say(self.tr("What is stored"))
        self._what.say(
            self.tr("Content"),
            self.tr("Articles, conversations with their customers, drafts, macros, what was done "
                    "with suggestions, and who did what. Logs hold codes and numbers, never texts "
                    "of customers."),
        )  # fmt: skip
        self._open.setText(self.tr("Open the folder"))
        self._person.say(self.tr("The right to be forgotten"))
        self._key.say(self.tr("If the keyring is lost"))
        self._refused.say("")
        self._only.say(
            self.tr("For administrators"),
            self.tr("Only an administrator erases a customer or sees the recovery key."),
        )
        self._say_where()

    def _show_me(self, me: Me) -> None:
        self._me = me
        administrator = me.role == "administrator"
        self._refused.setVisible(not administrator)
        self._person.setVisible(administrator)
        self._key.setVisible(administrator)
        self._say_where()
        self.context.engine.settings(self).then(self._show_settings)

    def _show_settings(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._say_where()

    def _say_where(self) -> None:
        settings, me = self._settings, self._me
        here = me is not None and me.owner
        folder = settings.home if settings is not None else ""
        self._open.setVisible(here and bool(folder))
        self._where.say(
            self.tr("Place"),
            folder if here else self.tr("On your company's server. On this computer: only how the "
                                        "window looks, and your token in the keyring."),
        )  # fmt: skip
        self._how.say(self.tr("Encryption"), self._encryption(settings))

    def _encryption(self, settings: EngineSettings | None) -> str:
        always = self.tr("The store and its backups are encrypted files (SQLCipher, AES-256).")
        if settings is None:
            return always
        kept = (
            self.tr("Their key is in the system's keyring.")
            if settings.key_kept_in == "keyring"
            else self.tr("There is no keyring, so their key is in the file store.key beside them, "
                         "readable by its owner only: whoever copies the whole folder can read "
                         "it.")
        )  # fmt: skip
        return f"{always}\n{kept}"

    def _open_home(self) -> None:
        if self._settings is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._settings.home))
