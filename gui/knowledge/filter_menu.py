"""Menu of the filters: kind, tag, language, file, age and unused entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from gui.knowledge.entry_filter import EntryFilter
from gui.knowledge.spoken import LANGUAGES, language

_MOST: Final = 30
"""More tags or files than this are offered in a dialog instead of the menu."""
_AGES: Final = (3, 6, 12, 24)


class FilterMenu(QMenu):
    """Offers the values to filter by.

    Signals:
        picked: The `EntryFilter` that was selected.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = EntryFilter()
        self._tags: list[str] = []
        self._sources: list[str] = []
        self._languages: list[str] = list(LANGUAGES)
        self.retranslate()

    def offer(self, *, tags: Sequence[str] | None = None, sources: Sequence[str] | None = None
    ) -> None:  # fmt: skip
        """Set the existing tags and files, most frequent first."""
        if tags is not None:
            self._tags = list(tags)
        if sources is not None:
            self._sources = list(sources)
        self.retranslate()

    def mark(self, wanted: EntryFilter) -> None:
        """Mark the active filters."""
        self._wanted = wanted
        self.retranslate()

    def kind(self, kind: str) -> str:
        """Return the display name of a kind of entry."""
        return {
            "faq": self.tr("Questions and answers"),
            "passage": self.tr("Passages of documents"),
            "solved": self.tr("Solved replies"),
        }.get(kind, self.tr("All but solved replies"))

    def age(self, months: int) -> str:
        """Return the display name of an age filter."""
        return self.tr("Not changed for %Ln months", "", months) if months else self.tr("Any age")

    def retranslate(self) -> None:
        """Rebuild the menu, because it is small and its items change."""
        for old in self.findChildren(QMenu):
            old.deleteLater()
        self.clear()
        wanted = self._wanted
        self._choices(
            self.tr("Kind"), "kind", [(k, self.kind(k)) for k in ("", "faq", "passage", "solved")]
        )
        self._named(self.tr("Tag"), "tag", self.tr("Any tag"), self._tags)
        self._choices(
            self.tr("Language"), "lang",
            [("", self.tr("Any language")), *((c, language(c)) for c in self._languages)],
        )  # fmt: skip
        self._named(self.tr("File it came from"), "source", self.tr("Any file"), self._sources)
        self._choices(self.tr("Out of date"), "months", [(m, self.age(m)) for m in (0, *_AGES)])
        self.addSeparator()
        unused = self.addAction(self.tr("Never used"))
        unused.setCheckable(True)
        unused.setChecked(wanted.unused)
        unused.triggered.connect(lambda on: self.picked.emit(replace(self._wanted, unused=on)))
        everything = self.addAction(self.tr("Clear all filters"))
        everything.setEnabled(bool(wanted.active()))
        everything.triggered.connect(lambda: self.picked.emit(EntryFilter(q=self._wanted.q)))

    def _named(self, title: str, field: str, every: str, names: Sequence[str]) -> None:
        chosen = getattr(self._wanted, field)
        shown = list(names[:_MOST])
        if chosen and chosen not in shown:
            shown.insert(0, chosen)
        menu = self._choices(title, field, [("", every), *((name, name) for name in shown)])
        if len(names) > _MOST:
            menu.addSeparator()
            more = menu.addAction(self.tr("Another…"))
            more.triggered.connect(lambda: self._ask(title, field, names))
        menu.setEnabled(bool(names) or bool(chosen))

    def _choices(self, title: str, field: str, choices: Iterable[tuple[str | int, str]]) -> QMenu:
        menu = self.addMenu(title)
        group = QActionGroup(menu)
        for value, text in choices:
            action = QAction(_short(text), group)
            action.setCheckable(True)
            action.setChecked(getattr(self._wanted, field) == value)
            action.triggered.connect(self._picker(field, value))
            menu.addAction(action)
        return menu

    def _picker(self, field: str, value: Any) -> Callable[[], None]:
        return lambda: self.picked.emit(replace(self._wanted, **{field: value}))

    def _ask(self, title: str, field: str, names: Sequence[str]) -> None:
        dialog = QInputDialog(self.parentWidget())
        dialog.setWindowTitle(title)
        dialog.setLabelText(title)
        dialog.setComboBoxItems(sorted(names, key=str.casefold))
        dialog.setComboBoxEditable(True)
        dialog.textValueSelected.connect(
            lambda text: self.picked.emit(replace(self._wanted, **{field: text.strip()}))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _short(text: str) -> str:
    shown = " ".join(text[:120].split()).replace("&", "&&")
    return shown if len(shown) < 60 else f"{shown[:59]}…"
