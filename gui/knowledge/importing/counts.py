"""The figures of an import or of its dry run."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from assistant.contracts import ImportResult
from gui.page import Retranslated
from gui.widgets.labels import label, restyle


class Counts(Retranslated):
    """New, changed, unchanged and rejected items."""

    def __init__(self, *, dry_run: bool) -> None:
        super().__init__()
        self._dry_run = dry_run
        self._result = ImportResult(source="")
        self._figures: list[tuple[QLabel, QLabel]] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for _ in range(4):
            layout.addWidget(self._tile(), 1)
        self.retranslate()

    def show_result(self, result: ImportResult) -> None:
        """Show the figures of a result."""
        self._result = result
        self.retranslate()

    def retranslate(self) -> None:
        result, locale = self._result, QLocale()
        figures = (result.added, result.changed, result.unchanged, result.failed)
        for (number, name), figure, said in zip(self._figures, figures, self._said(), strict=True):
            number.setText(locale.toString(figure))
            name.setText(said)
            number.setAccessibleName(f"{said}: {locale.toString(figure)}")
        restyle(self._figures[3][1], "kind", "bad" if result.failed else "muted")

    def _said(self) -> tuple[str, str, str, str]:
        if self._dry_run:
            return (
                self.tr("New"), self.tr("Would change"), self.tr("Unchanged"),
                self.tr("Cannot be taken"),
            )  # fmt: skip
        return (
            self.tr("Added"), self.tr("Changed"), self.tr("Unchanged"),
            self.tr("Could not be taken"),
        )  # fmt: skip

    def _tile(self) -> QFrame:
        tile = QFrame()
        tile.setProperty("kind", "card")
        number, name = label("", "title"), label("", "muted")
        layout = QVBoxLayout(tile)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(0)
        layout.addWidget(number)
        layout.addWidget(name)
        self._figures.append((number, name))
        return tile
