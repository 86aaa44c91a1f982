"""Input field for tags: each is a removable chip, followed by a line for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton

from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.flow import Flow

_MOST: Final = 50
_LONGEST: Final = 500
_SHOWN: Final = 48


class TagsEdit(Retranslated):
    """Tags in the order of input. Enter or a comma completes a tag, Backspace removes the last one.

    Signals:
        edited: The user added or removed a tag.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tags: list[str] = []
        self._known = QStringListModel(self)
        self._chips: list[QPushButton] = []
        self._flow = Flow(self, stretch=True)
        self.line = QLineEdit()
        self.line.setMinimumWidth(120)
        self.line.setMaxLength(_LONGEST)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _: QTimer.singleShot(0, self, self._take))
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self._take)
        self.line.editingFinished.connect(self._take)
        self.line.installEventFilter(self)
        self._flow.addWidget(self.line)
        self.retranslate()

    def retranslate(self) -> None:
        self.line.setPlaceholderText(self.tr("Add a tag"))
        self.line.setAccessibleName(self.tr("Add a tag"))
        self._show()

    def offer(self, tags: Sequence[str]) -> None:
        """Set existing tags for completion."""
        self._known.setStringList(list(tags))

    def tags(self) -> tuple[str, ...]:
        """Return the tags, including an incomplete one in the line."""
        rest = self._clean(self.line.text())
        return tuple(self._tags) + ((rest,) if rest and rest not in self._tags else ())

    def set_tags(self, tags: Sequence[str]) -> None:
        """Set the tags without emitting `edited`."""
        self._tags = list(tags)
        self.line.clear()
        self._show()

    def setReadOnly(self, only: bool) -> None:
        """Make the field read-only."""
        self.line.setVisible(not only)
        for chip in self._chips:
            chip.setEnabled(not only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not self.line.text()
            and self._tags
        ):
            self._remove(self._tags[-1])
            return True
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        if text.endswith((",", "，", ";")):
            self._take()
        self.edited.emit()

    def _take(self) -> None:
        tag = self._clean(self.line.text())
        if not tag:
            return
        self.line.clear()
        if tag not in self._tags and len(self._tags) < _MOST:
            self._tags.append(tag)
            self._show()
        self.edited.emit()

    def _remove(self, tag: str) -> None:
        self._tags.remove(tag)
        self._show()
        self.line.setFocus()
        self.edited.emit()

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(tag) for tag in self._tags]
        for place, chip in enumerate(self._chips):
            self._flow.put(place, chip)
            chip.show()
        self.updateGeometry()

    def _chip(self, tag: str) -> QPushButton:
        shown = tag if len(tag) <= _SHOWN else f"{tag[: _SHOWN - 1]}…"
        chip = QPushButton(icon("x", "accent"), shown.replace("&", "&&"))
        chip.setParent(self)
        chip.setProperty("kind", "tag")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setAccessibleName(self.tr("Remove the tag {tag}").format(tag=tag))
        chip.clicked.connect(lambda: self._remove(tag))
        return chip

    @staticmethod
    def _clean(text: str) -> str:
        return text.strip().rstrip(",，;").strip()
