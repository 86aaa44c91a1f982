"""What an export is worth: counts, sufficiency for each kind of training, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.engine.wording import in_words
from gui.page import Retranslated
from gui.training import words
from gui.widgets.labels import chip, label, restyle
from gui.widgets.sign import Sign

if TYPE_CHECKING:
    from assistant.contracts.transcripts import Examination, Finding

_KINDS: Final = ("replies", "intents", "search", "mood", "preferences")
_SIGNS: Final = {
    "good": ("circle-check", "good"), "note": ("info", "accent"),
    "warning": ("triangle-alert", "warn"), "error": ("circle-alert", "bad"),
}  # fmt: skip
_MOST_FINDINGS: Final = 20


class Counts(Retranslated):
    """Three large numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = [label("", "title") for _ in range(3)]
        self._names = [label("", "muted", wrap=True) for _ in range(3)]
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for number, name in zip(self._numbers, self._names, strict=True):
            card = QFrame()
            card.setProperty("kind", "card")
            column = QVBoxLayout(card)
            column.setContentsMargins(16, 10, 16, 10)
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(name)
            line.addWidget(card, 1)
        self.retranslate()

    def show_counts(self, found: Examination) -> None:
        """Show the counts."""
        used = found.conversations - sum(found.reasons.values())
        for number, count in zip(
            self._numbers, (found.conversations, used, found.pairs), strict=True
        ):
            number.setText(words.number(count))

    def retranslate(self) -> None:
        for name, text in zip(
            self._names,
            (
                self.tr("conversations in the file"),
                self.tr("of them can be used"),
                self.tr("replies that answer something"),
            ),
            strict=True,
        ):
            name.setText(text)


class Enough(Retranslated):
    """One line per kind of training: whether there is enough data, and how much."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Examination | None = None
        card = QFrame()
        card.setProperty("kind", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(2, 1)
        self._lines: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        for row, kind in enumerate(_KINDS):
            line = label("", "strong"), chip(), label("", "muted", wrap=True)
            self._lines[kind] = line
            for column, widget in enumerate(line):
                grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def show_enough(self, found: Examination) -> None:
        """Show the sufficiency."""
        self._found = found
        self.retranslate()

    def retranslate(self) -> None:
        if self._found is None:
            return
        told = {one.kind: one for one in self._found.sufficient}
        names, levels = words.kinds(), words.levels()
        for kind, (name, level, text) in self._lines.items():
            one = told.get(kind)  # type: ignore[call-overload]  # our kinds are the engine's
            for widget in (name, level, text):
                widget.setVisible(one is not None)
            if one is not None:
                name.setText(names[kind])
                level.setText(levels[one.enough][0])
                restyle(level, "chip", levels[one.enough][1])
                text.setText(in_words(one.text))


class Findings(Retranslated):
    """Findings, most serious first."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Finding] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_findings(self, found: list[Finding]) -> None:
        """Show the findings."""
        order = list(reversed(_SIGNS))
        self._found = sorted(found, key=lambda one: order.index(one.level))[:_MOST_FINDINGS]
        self.retranslate()

    def retranslate(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in self._found:
            self._column.addWidget(_line(finding))
        self.setVisible(bool(self._found))


def _line(finding: Finding) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(9)
    line.addWidget(Sign(*_SIGNS[finding.level], 17), alignment=Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(in_words(finding.text), wrap=True), 1)
    return made
