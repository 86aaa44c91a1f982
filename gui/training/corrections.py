"""Form to correct the detected format of an export; anything not set is detected again."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QVBoxLayout, QWidget

from assistant.contracts.transcripts import TranscriptChoices
from gui.engine.wording import in_words
from gui.page import Retranslated
from gui.settings.rows import Choice, Group, Number
from gui.training import words
from gui.training.encodings import ENCODINGS
from gui.training.mapping_form import MappingForm
from gui.widgets.tags_edit import TagsEdit

if TYPE_CHECKING:
    from assistant.contracts.transcripts import DetectedFormat

FORMATS: Final = {
    "zendesk": "Zendesk", "intercom": "Intercom", "freshdesk": "Freshdesk",
    "chatwoot": "Chatwoot", "livechat": "LiveChat", "tawk": "tawk.to", "crisp": "Crisp",
    "helpscout": "Help Scout", "slack": "Slack", "whatsapp": "WhatsApp",
    "twitter": "Customer support on Twitter", "sharegpt": "ShareGPT", "openai": "OpenAI",
    "alpaca": "Alpaca", "table": "Table", "json": "JSON",
}  # fmt: skip
"""Format code → display name, the same as in the engine."""
_MAPPED: Final = ("", "table", "json")
_LONGEST_GAP: Final = 8_760
"""One year in hours."""


class Authors(TagsEdit):
    """Author names, each displayed as a chip."""

    def retranslate(self) -> None:
        super().retranslate()
        self.line.setPlaceholderText(self.tr("Add a name as the export writes it"))
        self.line.setAccessibleName(self.tr("Add a name as the export writes it"))


class Corrections(Retranslated):
    """The form for corrections.

    Signals:
        changed: A value has changed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.format, self.days, self.zone = Choice(), Choice(), Choice()
        self.encoding, self.ratings = Choice(), Choice()
        self.agents, self.bots = Authors(), Authors()
        self.gap = Number()
        self.gap.setRange(0, _LONGEST_GAP)
        self.gap.setMinimumWidth(110)
        self.mapping = MappingForm()
        self._columns: list[str] = []
        self._chosen = self._shown = TranscriptChoices()
        self._found: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._mapped, self._group = Group(), Group()
        # first, because it is required for files in an unknown format
        self._map = self._mapped.row()
        self._map.below.addWidget(self.mapping)
        self._rows = [
            self._group.row(one)
            for one in (
                self.format, self.encoding, self.days, self.zone, self.ratings, self.gap,
            )
        ]  # fmt: skip
        self._people = [self._group.row() for _ in range(2)]
        for row, field in zip(self._people, (self.agents, self.bots), strict=True):
            row.below.addWidget(field)
        self._zones()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self._mapped)
        layout.addWidget(self._group)
        self.format.currentIndexChanged.connect(self._arrange)
        for box in (self.format, self.encoding, self.days, self.ratings):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.zone.currentTextChanged.connect(lambda _: self.changed.emit())
        self.gap.valueChanged.connect(lambda _: self.changed.emit())
        for told in (self.agents.edited, self.bots.edited, self.mapping.changed):
            told.connect(self.changed)
        self._put_in_order()
        self.retranslate()

    def _put_in_order(self) -> None:
        """Make the tab order follow the reading order."""
        order = [
            *self.mapping.boxes.values(), self.format, self.encoding, self.days, self.zone,
            self.ratings, self.gap, self.agents.line, self.bots.line,
        ]  # fmt: skip
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def show_detected(self, detected: DetectedFormat | None, chosen: TranscriptChoices) -> None:
        """Show the values chosen earlier, falling back to the detected ones."""
        self._chosen = chosen
        self._columns = list(detected.columns) if detected is not None else []
        self.format.choose(chosen.format)
        self.encoding.choose(chosen.encoding)
        self.ratings.choose(chosen.ratings)
        self.days.choose(chosen.day_first)
        self.zone.setCurrentText(chosen.time_zone)
        self.agents.set_tags(chosen.agents or (detected.agents if detected is not None else []))
        self.bots.set_tags(chosen.bots or (detected.bots if detected is not None else []))
        self._found = self.agents.tags(), self.bots.tags()
        self.gap.setValue(round(chosen.gap_hours or 0))
        mapping = chosen.mapping or (detected.mapping if detected is not None else {})
        self.mapping.show_columns(self._columns, mapping)
        self._arrange()
        self._shown = self.choices()
        self.changed.emit()

    def is_changed(self) -> bool:
        """Return whether any value differs from the one shown initially."""
        return self.choices() != self._shown

    def choices(self) -> TranscriptChoices:
        """Return the current values."""
        people = self.agents.tags(), self.bots.tags()
        gap = self.gap.value()
        return TranscriptChoices(
            format=self._format(),
            encoding=self.encoding.currentData() or "",
            ratings=self.ratings.currentData() or "",
            time_zone=self._zone(),
            day_first=self.days.currentData(),
            agents=list(people[0]) if people[0] != self._found[0] else self._chosen.agents,
            bots=list(people[1]) if people[1] != self._found[1] else self._chosen.bots,
            mapping=self.mapping.mapping() if self._maps() else {},
            gap_hours=gap or None,
        )

    def _format(self) -> str:
        """Return the format; if it is unknown and columns were mapped, "table" or "json"."""
        chosen: str = self.format.currentData() or ""
        if chosen or not self._maps() or not self.mapping.mapping():
            return chosen
        return "json" if self.mapping.mapping().get("messages") else "table"

    def _zone(self) -> str:
        name = self.zone.currentText().strip()
        return name if QTimeZone(name.encode()).isValid() else ""

    def _maps(self) -> bool:
        return bool(self._columns) and self.format.currentData() in _MAPPED

    def _arrange(self) -> None:
        self._mapped.setVisible(self._maps())

    def _zones(self) -> None:
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone.setMinimumWidth(220)
        self.zone.addItem("")
        self.zone.addItems([bytes(one.data()).decode() for one in QTimeZone.availableTimeZoneIds()])
        completer = self.zone.completer()
        if isinstance(completer, QCompleter):
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def retranslate(self) -> None:
        found = self.tr("detected automatically")
        self.format.offer([(found, ""), *((in_words(name), key) for key, name in FORMATS.items())])
        self.encoding.offer([(found, ""), *((name, key) for key, name in ENCODINGS.items())])
        self.ratings.offer([(found, ""), *((text, key) for key, text in words.scales().items())])
        self.days.offer([
            (found, None), (self.tr("day before month"), True),
            (self.tr("month before day"), False),
        ])  # fmt: skip
        self.gap.setSpecialValueText(found)
        self.gap.setSuffix(self.tr(" h", "hours, behind a number"))
        line = self.zone.lineEdit()
        if line is not None:
            line.setPlaceholderText(found)
        self._mapped.say(self.tr("Columns"))
        self._group.say(self.tr("Correct it"))
        for row, (title, text) in zip(self._rows, self._texts(), strict=True):
            row.say(title, text)
        self._people[0].say(self.tr("Agents"), self.tr("Authors who answer for the company."))
        self._people[1].say(self.tr("Bots"), self.tr("Authors who are programs: nothing is learnt "
                                                     "from what they said."))  # fmt: skip
        self.agents.setAccessibleName(self.tr("Agents"))
        self.bots.setAccessibleName(self.tr("Bots"))
        self._map.say(
            self.tr("Which column is what?"),
            self.tr("Who wrote and the message, where each row is a message; request and reply, "
                    "where each row is a conversation."),
        )  # fmt: skip

    def _texts(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Tool"), self.tr("Which program wrote the export.")),
            (self.tr("Encoding"), self.tr("If letters look wrong in the examples.")),
            (self.tr("Order of dates"), self.tr("Whether 05/03 is the fifth of March.")),
            (self.tr("Time zone"), self.tr("For times that name none.")),
            (self.tr("Ratings"), self.tr("On which scale customers rated.")),
            (self.tr("A new conversation begins after"),
             self.tr("Silence that divides a chat which has no conversations of its own.")),
        ]  # fmt: skip
