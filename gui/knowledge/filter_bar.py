"""Search field, filters and the number of results, above the table."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from gui.knowledge.entry_filter import EntryFilter
from gui.knowledge.filter_menu import FilterMenu
from gui.knowledge.spoken import language
from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.flow import Flow
from gui.widgets.labels import label

_TYPING_MS: Final = 180
"""Debounce time of the search while typing."""

_WAIT_MS: Final = 300


class FilterBar(Retranslated):
    """Holds a `EntryFilter`.

    Signals:
        changed: A new `EntryFilter`.
        entered: The user wants to move from the search into the table.
    """

    changed = Signal(object)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = EntryFilter()
        self._count: int | None = None
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaxLength(1000)
        self.menu = FilterMenu(self)
        self._button = QToolButton()
        self._button.setProperty("kind", "button")
        self._button.setIcon(icon("filter"))
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setMenu(self.menu)
        self._counted = label("", "small")
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self._chips.hide()
        self._lay_out()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_WAIT_MS)
        self._waiting.timeout.connect(self._show_count)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.search.returnPressed.connect(self._on_return)
        self.menu.picked.connect(self.set)
        self.retranslate()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.search, 1)
        line.addWidget(self._button)
        line.addWidget(self._counted)
        layout.addLayout(line)
        layout.addWidget(self._chips)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search entries"))
        self.search.setAccessibleName(self.tr("Search entries"))
        self.search.setToolTip(self.tr("Words in an entry (Ctrl+F)"))
        self._button.setAccessibleName(self.tr("Filter entries"))
        self._button.setToolTip(self.tr("Filter entries"))
        self._counted.setAccessibleName(self.tr("How many entries match"))
        self.menu.retranslate()
        self._show_count()
        self._show_chips()

    def set(self, wanted: EntryFilter) -> None:
        """Set the filters and emit `changed`."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        if self.search.text().strip() != wanted.q:
            blocked = self.search.blockSignals(True)
            self.search.setText(wanted.q)
            self.search.blockSignals(blocked)
        self._typing.stop()
        self._show_chips()
        self.changed.emit(wanted)

    def show_count(self, count: int | None) -> None:
        """Show the number of entries; None while they are being loaded."""
        self._count = count
        if count is None:
            self._waiting.start()  # a quick result needs no progress text
        else:
            self._waiting.stop()
            self._show_count()

    def give_up(self) -> None:
        """Hide the count, because loading failed."""
        self._waiting.stop()
        self._counted.setText("")

    def _on_typed(self) -> None:
        self.set(replace(self.wanted, q=self.search.text().strip()))

    def _on_return(self) -> None:
        self._on_typed()
        self.entered.emit()

    def _show_count(self) -> None:
        if self._count is None:
            self._counted.setText(self.tr("Searching…") if self.wanted != EntryFilter() else "")
            return
        self._counted.setText(self.tr("%Ln entries", "", self._count))

    # ------------------------------------------------------------ filter chips

    def _show_chips(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.menu.mark(self.wanted)
        active = self.wanted.active()
        for name in active:
            self._flow.addWidget(self._chip(name))
        if len(active) > 1:
            every = QPushButton(self.tr("Clear all"))
            every.setProperty("kind", "link")
            every.clicked.connect(lambda: self.set(EntryFilter(q=self.wanted.q)))
            self._flow.addWidget(every)
        self._chips.setVisible(bool(active))

    def _chip(self, name: str) -> QPushButton:
        text = self._said(name).replace("&", "&&")
        chip = QPushButton(icon("x", "accent"), text if len(text) < 40 else f"{text[:39]}…")
        chip.setProperty("kind", "tag")
        chip.setAccessibleName(self.tr("Remove the filter: {filter}").format(filter=text))
        empty = type(getattr(self.wanted, name))()
        chip.clicked.connect(lambda: self.set(replace(self.wanted, **{name: empty})))
        return chip

    def _said(self, name: str) -> str:
        wanted = self.wanted
        if name == "kind":
            return self.menu.kind(wanted.kind)
        if name == "tag":
            return self.tr("Tag: {tag}").format(tag=wanted.tag)
        if name == "lang":
            return language(wanted.lang)
        if name == "source":
            return self.tr("From {file}").format(file=wanted.source)
        if name == "unused":
            return self.tr("Never used")
        return self.menu.age(wanted.months)
