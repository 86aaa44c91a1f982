"""The Settings page: sections on the left, the selected one on the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget

from gui.actions import Action
from gui.page import Page, WindowContext
from gui.settings.section import Section
from gui.settings.sections import ICONS, SectionsModel, make, titles

_LIST_WIDTH = 168


class SettingsPage(Page):
    """All settings, and the functions reserved for administrators."""

    name = "settings"
    icon = "settings"

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._made: dict[str, Section] = {}
        self._model = SectionsModel(self)
        self._list = QListView()
        self._list.setProperty("kind", "sections")
        self._list.setModel(self._model)
        self._list.setIconSize(QSize(18, 18))
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setUniformItemSizes(True)
        self._stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list)
        layout.addWidget(self._stack, 1)
        self._list.selectionModel().currentChanged.connect(self._on_current)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Settings")

    def retranslate(self) -> None:
        self._list.setAccessibleName(self.tr("Sections of the settings"))
        self._model.retranslate()

    def shown(self) -> None:
        self._list.ensurePolished()
        self._list.doItemsLayout()  # rows laid out before the style was applied are too low
        if self._section() is None:
            self.open_section(self.context.preferences.now.settings_section)
        section = self._section()
        if section is not None:
            section.shown()
        self._list.setFocus()

    def leaving(self) -> bool:
        section = self._section()
        return section is None or section.may_leave()

    def commands(self) -> tuple[Action, ...]:
        return tuple(
            Action(
                name=f"settings {name}", icon=ICONS[name], run=partial(self.open_section, name),
                text=partial(self._command_text, name),
            )
            for name in self._model.names
        )  # fmt: skip

    def _command_text(self, name: str) -> str:
        return self.tr("Settings: {section}").format(section=titles()[name])

    def open_section(self, name: str) -> Section:
        """Show a section by name; the first one if the name is unknown."""
        if name not in self._model.names:
            name = self._model.names[0]
        self._list.setCurrentIndex(self._model.index(self._model.names.index(name)))
        return self._made[self._now()]

    def _now(self) -> str:
        section = self._section()
        return next((name for name, made in self._made.items() if made is section), "")

    def _section(self) -> Section | None:
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Section) else None

    def _on_current(self, chosen: QModelIndex, before: QModelIndex) -> None:
        if not chosen.isValid():
            return
        name = self._model.names[chosen.row()]
        if name == self._now():
            return
        if not self.leaving():
            self._list.setCurrentIndex(before)
            return
        if name not in self._made:
            self._made[name] = make(name, self.context)
            self._stack.addWidget(self._made[name])
        self._stack.setCurrentWidget(self._made[name])
        self.context.preferences.change(settings_section=name)
        self._made[name].shown()
