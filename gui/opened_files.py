"""Dispatches files that the desktop passes to the program or that are dropped on the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from gui.main_window import MainWindow

BUNDLE: Final = ".replydesk"
"""File name extension of a bundle (`assistant.bundles`)."""
EXPORTS: Final = (".zip", ".gz", ".ndjson", ".jsonlines")
"""Extensions that only exports of a help desk have; tables of questions are never compressed."""


class OpenedFiles(QObject):
    """Opens bundles, passes exports to the Training page, and imports all other files.

    Ambiguous files (a table, JSON) are examined by the Training page if it is in view, and imported
    otherwise. In both cases nothing is written before the user has reviewed it.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []

    def open(self, files: Sequence[Path]) -> None:
        """Bring the window to the front and open the files."""
        self._window.bring_forward()
        self.open_when_attached(files)

    def open_when_attached(self, files: Sequence[Path]) -> None:
        """Open the files as soon as an engine is attached, without raising the window."""
        link = self._window.context.link
        if not files:
            return
        if link.state.usable:
            self.take(files)
            return
        if not self._waiting:
            once = Qt.ConnectionType.SingleShotConnection
            link.attached.connect(self._take_waiting, once)
        self._waiting += files

    def take(self, files: Sequence[Path]) -> None:
        """Dispatch the files by type."""
        self._window.leave_first_run()
        bundles = [file for file in files if file.suffix.lower() == BUNDLE]
        others = [file for file in files if file not in bundles]
        exports = [file for file in others if self._is_export(file)]
        imports = [file for file in others if file not in exports]
        if exports and not self._examine(exports):
            imports = others
        if imports:
            from gui.knowledge.importing import open_imports  # imported only when needed

            open_imports(self._window.context, self._window, imports)
        if bundles:
            from gui.bundles import open_bundle  # imported only when needed

            open_bundle(self._window.context, self._window, bundles[0])

    def _take_waiting(self) -> None:
        files, self._waiting = self._waiting, []
        self.take(files)

    def _is_export(self, file: Path) -> bool:
        visible = [page.name for page in self._window.visible_pages()]
        if "training" not in visible:
            return False
        return file.suffix.lower() in EXPORTS or self._window.page_in_view() == "training"

    def _examine(self, files: Sequence[Path]) -> bool:
        """Pass the files to the Training page; return False if another page has to stay in view."""
        from gui.training.page import TrainingPage  # imported late, like the page itself

        page = self._window.go_to("training")
        if not isinstance(page, TrainingPage):
            return False
        for file in files:
            page.take_file(file)
        return True
