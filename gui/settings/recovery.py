"""The recovery key: shown only on request, to be printed and locked away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QIODevice, QSaveFile
from PySide6.QtGui import QFontDatabase, QGuiApplication, QHideEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from gui.page import WindowContext
from gui.settings.recovery_sheet import Sheet, draw, lay_out, write_pdf
from gui.settings.rows import Row, button
from gui.widgets.labels import label

if TYPE_CHECKING:
    from assistant.contracts import RecoveryKey


class RecoveryRow(Row):
    """Clears the key when hidden."""

    def __init__(self, context: WindowContext) -> None:
        self.show_key = button()
        super().__init__(self.show_key)
        self._context = context
        self.key = QPlainTextEdit()
        self.key.setReadOnly(True)
        self.key.setTabChangesFocus(True)
        self.key.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.key.setFixedHeight(62)
        self._warning = label("", "warn", wrap=True)
        self.print_key, self.save, self.copy, self.hide_key = (button() for _ in range(4))
        self._shown = QWidget()
        line = QHBoxLayout(self._shown)
        line.setContentsMargins(0, 0, 0, 0)
        for action in (self.print_key, self.save, self.copy, self.hide_key):
            line.addWidget(action)
        line.addStretch()
        for widget in (self._warning, self.key, self._shown):
            self.below.addWidget(widget)
        self.show_key.clicked.connect(self._ask)
        self.copy.clicked.connect(self._copy)
        self.print_key.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_file)
        self.hide_key.clicked.connect(self.forget)
        self.forget()
        self.retranslate()

    def retranslate(self) -> None:
        self.say(
            self.tr("Recovery key"),
            self.tr("Opens everything here if this computer's keyring is lost. Print it and lock "
                    "it away. Showing it is recorded in the audit log."),
        )  # fmt: skip
        self._warning.setText(
            self.tr("Anyone with this key and a copy of the files can read everything.")
        )
        self.key.setAccessibleName(self.tr("Recovery key"))
        self.show_key.setText(self.tr("Show"))
        self.print_key.setText(self.tr("Print…"))
        self.copy.setText(self.tr("Copy"))
        self.save.setText(self.tr("Save to a file…"))
        self.hide_key.setText(self.tr("Hide"))

    def forget(self) -> None:
        """Remove the key from the window."""
        self.key.clear()
        for widget in (self._warning, self.key, self._shown):
            widget.hide()
        self.show_key.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.forget()
        super().hideEvent(event)

    def write(self, file: str) -> None:
        """Write the key to a file with an explanation."""
        text = self.tr(
            "Replydesk recovery key\n\n{key}\n\nIt opens this store and its backups. To use it: "
            "replydesk recovery-key use\n"
        )
        target = QSaveFile(file)
        # readable only by its owner, regardless of the folder
        done = target.open(QIODevice.OpenModeFlag.WriteOnly)
        owner = QSaveFile.Permission.ReadOwner | QSaveFile.Permission.WriteOwner
        target.setPermissions(owner)
        content = text.format(key=self.key.toPlainText()).encode()
        whole = done and target.write(content) == len(content) and target.commit()
        self._told("" if whole else target.errorString())

    def sheet(self) -> Sheet:
        """Return the printable page for the key shown."""
        address = self._context.engine.client.address
        home = str(self._context.preferences.folder)
        if self._context.link.state.remote and address is not None:
            home = address.origin
        return Sheet(self.key.toPlainText(), home)

    def write_page(self, file: str) -> None:
        """Write the page as a PDF."""
        self._told(write_pdf(self.sheet(), file))

    def _print(self) -> None:
        # imported here because it queries the system's printers
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self._context.notices.tell(
                self.tr("No printer is set up on this computer: keep the page as a PDF instead.")
            )
            self._choose_page()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        lay_out(printer)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.tr("Print the recovery key"))
        dialog.accepted.connect(lambda: self._printed(draw(self.sheet(), printer)))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # `QPrintDialog.open` requires a receiver and a slot name

    def _printed(self, done: bool) -> None:
        if done:
            self._context.notices.tell(self.tr("Sent to the printer. Lock the page away."), "good")
        else:
            self._context.notices.tell(self.tr("The printer did not take the page."), "bad")

    def _choose_page(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the page with the recovery key"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(QDir.homePath())
        dialog.setNameFilter(self.tr("Page (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("replydesk-recovery-key.pdf")
        dialog.fileSelected.connect(self.write_page)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _told(self, wrong: str) -> None:
        if not wrong:
            self._context.notices.tell(self.tr("Saved. Move it off this computer."), "good")
        else:
            told = self.tr("The file could not be written: {reason}")
            self._context.notices.tell(told.format(reason=wrong), "bad")

    def _ask(self) -> None:
        self.show_key.setEnabled(False)
        call = self._context.engine.recovery_key(self)
        call.then(self._show, self._context.notices.problem)
        call.failed.connect(lambda _: self.forget())

    def _show(self, recovery: RecoveryKey) -> None:
        if not self.isVisible():
            self.forget()
            return
        self.key.setPlainText(recovery.key)
        for widget in (self._warning, self.key, self._shown):
            widget.show()
        self.print_key.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key.toPlainText())
        self._context.notices.tell(
            self.tr("The key is in the clipboard, where other programs can read it."), "warn"
        )

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the recovery key"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(QDir.homePath())
        dialog.selectFile("replydesk-recovery-key.txt")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
