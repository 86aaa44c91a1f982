"""Choice of how thorough the training is: one of three presets, each with an explanation."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assistant.contracts.training import Preset
from gui.page import Retranslated
from gui.settings.rows import button
from gui.training import words
from gui.widgets.labels import label

_PRESETS: Final[tuple[Preset, ...]] = ("quick", "balanced", "thorough")


class PresetChoice(Retranslated):
    """Exclusive selection of a preset.

    Signals:
        changed: The user selected another one.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {name: button("segment") for name in _PRESETS}
        self._text = label("", "muted", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        for name, one in self.buttons.items():
            one.setCheckable(True)
            one.clicked.connect(partial(self._on_clicked, name))
            line.addWidget(one)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(line)
        column.addWidget(self._text)
        self.choose("balanced")

    def chosen(self) -> Preset:
        """Return the selected preset."""
        return next(name for name, one in self.buttons.items() if one.isChecked())

    def choose(self, preset: str) -> None:
        """Select a preset without emitting `changed`."""
        for name, one in self.buttons.items():
            one.setChecked(name == preset)
        self.retranslate()

    def _on_clicked(self, name: Preset, _: bool = True) -> None:
        self.choose(name)
        self.changed.emit()

    def retranslate(self) -> None:
        names = words.presets()
        for name, one in self.buttons.items():
            one.setText(names[name])
        self._text.setText(words.preset_texts()[self.chosen()])
