"""Export of all data as files: articles and conversations."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from assistant.contracts import ProblemDetails
from gui.page import Retranslated, WindowContext
from gui.settings.download import Download
from gui.settings.rows import button
from gui.settings.sizes import size
from gui.widgets.busy import Busy
from gui.widgets.flow import Flow
from gui.widgets.labels import label

_FILES = {
    "articles.csv": ("articles", "csv"),
    "articles.jsonl": ("articles", "jsonl"),
    "conversations.jsonl": ("conversations", ""),
}


class ExportLine(Retranslated):
    """One button per file; only one export runs at a time."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._download: Download | None = None
        self._heading = label("", "heading")
        self._text = label("", "muted", wrap=True)
        self.buttons = {name: button() for name in _FILES}
        self._busy = Busy()
        line = Flow()
        for name, export in self.buttons.items():
            line.addWidget(export)
            export.clicked.connect(lambda _=False, name=name: self._choose(name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        for widget in (self._heading, self._text):
            layout.addWidget(widget)
        layout.addLayout(line)
        layout.addWidget(self._busy)
        self._busy.given_up.connect(self._cancel)
        self.retranslate()

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Export everything"))
        self._text.setText(
            self.tr("Readable files that are not encrypted; Replydesk can import them again.")
        )
        self.buttons["articles.csv"].setText(self.tr("Articles, CSV…"))
        self.buttons["articles.jsonl"].setText(self.tr("Articles, JSONL…"))
        self.buttons["conversations.jsonl"].setText(self.tr("Conversations, JSONL…"))

    def export(self, name: str, target: Path) -> None:
        """Export one kind of data to a file."""
        what, form = _FILES[name]
        reply = self._context.engine.export(what, self, form=form)
        self._download = download = Download(reply, target, self)
        self._enable(exporting=True)
        self._busy.begin(self.tr("Exporting…"))
        download.progressed.connect(self._on_progress)
        download.succeeded.connect(lambda: self._on_done(target))
        download.failed.connect(self._on_failed)
        download.ended.connect(self._on_end)
        download.start()

    def _choose(self, name: str) -> None:
        dialog = QFileDialog(self, self.tr("Export to"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(QDir.homePath())
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self.export(name, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_progress(self, written: int) -> None:
        self._busy.say(self.tr("Exporting, {size} written").format(size=size(written)))

    def _on_done(self, target: Path) -> None:
        text = self.tr("Exported to {file}")
        self._context.notices.tell(text.format(file=target), "good")

    def _on_failed(self, problem: ProblemDetails) -> None:
        self._context.notices.problem(problem)

    def _on_end(self) -> None:
        self._download = None
        self._busy.rest()
        self._enable(exporting=False)

    def _cancel(self) -> None:
        if self._download is not None:
            self._download.cancel()

    def _enable(self, *, exporting: bool) -> None:
        for export in self.buttons.values():
            export.setEnabled(not exporting)
