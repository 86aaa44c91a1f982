"""The Backups section: create and restore backups, and export all data as files."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox

from assistant.contracts import Backup, EngineSettings, EngineSettingsChange
from gui.page import WindowContext
from gui.settings.export import ExportLine
from gui.settings.rows import button
from gui.settings.section import Section
from gui.settings.sizes import size
from gui.widgets.labels import label
from gui.widgets.moments import moment
from gui.widgets.switch import Switch
from gui.widgets.table import Column, RowsModel, Table


class BackupsSection(Section):
    """A table of backups, newest first."""

    topics = frozenset({"backups", "settings"})
    needs = "administrator"
    scrolls = False

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.model = RowsModel(self._columns(), self)
        self.table = Table(self.model)
        self.make, self.restore = button("main"), button("danger")
        self.daily = Switch()
        self._daily_text = label("", "muted", wrap=True)
        self._empty = label("", "muted", wrap=True)
        self.export = ExportLine(context)
        self._lay_out_content()
        self._connect()
        self.retranslate()
        self._enable()

    def read(self) -> None:
        self.ask(self.context.engine.backups(self), self._show)
        self.context.engine.settings(self).then(self._show_settings)

    def retranslate(self) -> None:
        self.head(
            self.tr("Backups"),
            self.tr("Verified copies of everything, encrypted with the same key. None is kept "
                    "for more than 30 days, so that erased customers are gone from them too."),
        )  # fmt: skip
        self.table.setAccessibleName(self.tr("Backups"))
        self.make.setText(self.tr("Back up now"))
        self.restore.setText(self.tr("Restore…"))
        self._daily_text.setText(self.tr("Every day, automatically"))
        self.daily.setAccessibleName(self.tr("Make a backup every day"))
        self._empty.setText(self.tr("There is no backup yet. Make the first one now."))
        self.model.retranslate()

    def _columns(self) -> list[Column]:
        return [
            Column(lambda: self.tr("Made"), lambda row: moment(row.at), 150),
            Column(lambda: self.tr("Why"), lambda row: reason(row.reason)),
            Column(lambda: self.tr("Size"), lambda row: size(row.bytes), 90, right=True),
        ]

    def _show(self, backups: list[Backup]) -> None:
        self.model.show(backups)
        self._empty.setVisible(not backups)
        self.table.setVisible(bool(backups))
        self._enable()

    def _show_settings(self, settings: EngineSettings) -> None:
        self.daily.blockSignals(True)
        self.daily.setChecked(settings.daily_backup)
        self.daily.blockSignals(False)

    # ------------------------------------------------------------ actions

    def _make(self) -> None:
        self.make.setEnabled(False)
        call = self.context.engine.back_up(self)
        call.ended.connect(lambda: self.make.setEnabled(True))
        self.do(call, self.tr("Making a backup and verifying it…"), self._made)

    def _made(self, _: Backup) -> None:
        self.context.notices.tell(self.tr("The backup is made and verified."), "good")
        self.read()

    def _set_daily(self, on: bool) -> None:
        def refused(problem: Any) -> None:
            self.context.notices.problem(problem)
            self.read()

        change = EngineSettingsChange(daily_backup=on)
        call = self.context.engine.change_settings(change, self)
        self.do(call, self.tr("Saving…"), self._show_settings, refused)

    def _ask_restore(self) -> None:
        backup = self.table.chosen()
        if backup is None:
            return
        asked = QMessageBox(self)
        asked.setIcon(QMessageBox.Icon.Warning)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        text = self.tr("Go back to the backup of {moment}?")
        asked.setText(text.format(moment=moment(backup.at)))
        asked.setInformativeText(
            self.tr("What was written since then leaves the knowledge base. What is there now is "
                    "backed up first, so you can come back. Erased customers stay erased. "
                    "Running jobs are stopped.")
        )  # fmt: skip
        go = asked.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        asked.addButton(QMessageBox.StandardButton.Cancel)
        asked.setDefaultButton(QMessageBox.StandardButton.Cancel)
        asked.exec()
        chosen = asked.clickedButton() is go
        asked.deleteLater()
        if chosen:
            self.restore_now(backup)

    def restore_now(self, backup: Backup) -> None:
        """Restore a backup and reload everything displayed."""
        self.restore.setEnabled(False)
        call = self.context.engine.restore_backup(backup.name, self)
        call.ended.connect(self._enable)
        self.do(call, self.tr("Restoring…"), lambda _: self._restored(backup))

    def _restored(self, backup: Backup) -> None:
        text = self.tr("The knowledge base is as it was at {moment}.")
        self.context.notices.tell(text.format(moment=moment(backup.at)), "good")
        self.context.link.retry()

    def _enable(self) -> None:
        self.restore.setEnabled(self.table.chosen() is not None)

    # ------------------------------------------------------------ layout

    def _connect(self) -> None:
        self.make.clicked.connect(self._make)
        self.restore.clicked.connect(self._ask_restore)
        self.daily.toggled.connect(self._set_daily)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def _lay_out_content(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.make)
        top.addWidget(self.restore)
        top.addStretch()
        top.addWidget(self._daily_text)
        top.addWidget(self.daily)
        self.body.addLayout(top)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.export)


def reason(code: str) -> str:
    """Return the text for the reason of a backup; an unknown one is returned unchanged."""
    known = {
        "manual": QCoreApplication.translate("Backups", "made by hand"),
        "daily": QCoreApplication.translate("Backups", "daily"),
        "restore": QCoreApplication.translate("Backups", "before a restore"),
        "migration": QCoreApplication.translate("Backups", "before an upgrade"),
    }
    return known.get(code, code)
