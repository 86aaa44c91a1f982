"""Shows what was detected about an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from gui.engine.wording import in_words
from gui.knowledge.spoken import per_cent
from gui.page import Retranslated
from gui.training import words
from gui.training.encodings import ENCODINGS
from gui.widgets.labels import label

if TYPE_CHECKING:
    from assistant.contracts.transcripts import DetectedFormat

_ROWS: Final = 8
_NAMES: Final = 12
"""Maximum number of agent names listed."""


class Facts(Retranslated):
    """A card with one line per fact; unknown facts are omitted."""

    def __init__(self) -> None:
        super().__init__()
        self._detected: DetectedFormat | None = None
        card = QFrame()
        card.setProperty("kind", "card")
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._names = [label("", "muted") for _ in range(_ROWS)]
        self._texts = [label("", "", wrap=True) for _ in range(_ROWS)]
        for row, (name, text) in enumerate(zip(self._names, self._texts, strict=True)):
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def show_detected(self, detected: DetectedFormat) -> None:
        """Show the detected format."""
        self._detected = detected
        self.retranslate()

    def retranslate(self) -> None:
        if self._detected is None:
            return
        told = [(name, text) for name, text in self._told(self._detected) if text]
        told += [("", "")] * (_ROWS - len(told))
        for name, text, (title, value) in zip(self._names, self._texts, told, strict=True):
            name.setText(title)
            text.setText(value)
            name.setVisible(bool(value))
            text.setVisible(bool(value))

    def _told(self, found: DetectedFormat) -> list[tuple[str, str]]:
        days = {True: self.tr("day before month"), False: self.tr("month before day")}
        order = bool(found.settings["day_first"]) if "day_first" in found.settings else None
        evidence = [in_words(str(one)) for one in found.settings.get("evidence", [])]
        return [
            (self.tr("Tool"), self._tool(found)),
            (self.tr("Because"), "\n".join(evidence)),
            (self.tr("Conversations"), words.boundaries().get(found.boundaries, "")),
            (self.tr("Languages"), words.languages(found.languages)),
            (self.tr("Agents"), self._people(found.agents)),
            (self.tr("Bots"), self._people(found.bots)),
            (self.tr("Times"), words.listed(
                one for one in (found.time_zone, days[order] if order is not None else "") if one)),
            (self.tr("Encoding"), self._encoding(found.encoding)),
        ]  # fmt: skip

    def _encoding(self, name: str) -> str:
        return ENCODINGS.get(name.removesuffix("-sig"), name)

    def _tool(self, found: DetectedFormat) -> str:
        if not found.format:
            return self.tr("Not known: say below which column is what")
        name = in_words(found.title) or found.format
        if not 0 < found.confidence < 1:
            return name
        return self.tr("{tool}, {sure} sure").format(tool=name, sure=per_cent(found.confidence))

    def _people(self, names: list[str]) -> str:
        shown = words.listed(names[:_NAMES])
        if len(names) <= _NAMES:
            return shown
        more = self.tr("and %n others", "people", len(names) - _NAMES)
        return self.tr("{names} {more}").format(names=shown, more=more)
