"""Files that a desktop hands over, or that were dropped on the window, on their way to the place
where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from gui.main_window import MainWindow

BUNDLE: Final = ".replydesk"
"""The ending of a bundle (`assistant.courier`)."""
EXPORTS: Final = (".zip", ".gz", ".ndjson", ".jsonlines")
"""Endings of what only a help desk's export can be: no table of questions comes packed."""


class OpenedFiles(QObject):
    """A bundle is looked into; an export goes to the page Training; all else is imported.

    What may be either (a table, JSON) is taken by the page Training where that is in view, and
    imported elsewhere: nothing is written in either place before somebody has looked at it.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []

    def open(self, files: Sequence[Path]) -> None:
        """Bring the window forward, and the files to their places."""
        self._window.bring_forward()
        self.open_when_attached(files)

    def open_when_attached(self, files: Sequence[Path]) -> None:
        """The same without bringing forward, as soon as an engine answers."""
        link = self._window.desk.link
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
        """Bring files to their places."""
        self._window.leave_first_run()
        bundles = [file for file in files if file.suffix.lower() == BUNDLE]
        others = [file for file in files if file not in bundles]
        exports = [file for file in others if self._is_export(file)]
        imports = [file for file in others if file not in exports]
        if exports and not self._examine(exports):
            imports = others
        if imports:
            from gui.knowledge.importing import open_imports  # only where something is imported

            open_imports(self._window.desk, self._window, imports)
        if bundles:
            from gui.bundles import open_bundle  # only where there is one

            open_bundle(self._window.desk, self._window, bundles[0])

    def _take_waiting(self) -> None:
        files, self._waiting = self._waiting, []
        self.take(files)

    def _is_export(self, file: Path) -> bool:
        offered = [page.name for page in self._window.offered()]
        if "training" not in offered:
            return False
        return file.suffix.lower() in EXPORTS or self._window.page_in_view() == "training"

    def _examine(self, files: Sequence[Path]) -> bool:
        """Have them examined; False where a page with unsaved work stays in view."""
        from gui.training.page import TrainingPage  # its page was made late, too

        page = self._window.go_to("training")
        if not isinstance(page, TrainingPage):
            return False
        for file in files:
            page.take_file(file)
        return True
