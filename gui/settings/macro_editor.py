"""Editor of one macro."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from assistant.contracts import Macro, MacroBody
from gui.page import Retranslated
from gui.settings.macro_list import kind_names
from gui.settings.rows import Choice, button
from gui.widgets.flow import Flow
from gui.widgets.labels import label

_VARIABLES = ("customer", "agent", "order", "date")
_NAMES = {"en": "English", "zh": "中文"}
"""Used where Qt would return the name of a regional variant."""
_LANGUAGES = ("", "en", "zh", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru")


class MacroEditor(Retranslated):
    """Name, kind, language and text; variables are inserted at the cursor.

    Signals:
        saved: The `MacroBody` to save.
        deleted: The current macro is to be deleted.
        changed: Whether there are unsaved changes.
    """

    saved = Signal(object)
    deleted = Signal()
    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._kept: MacroBody | None = None
        self.name = QLineEdit()
        self.name.setMaxLength(100)
        self.kind, self.lang = Choice(), Choice()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(90)
        self.save, self.delete = button("main"), button("danger")
        self.variables = {name: button() for name in _VARIABLES}
        self._labels = {part: label("", "small") for part in ("name", "kind", "lang", "text")}
        self._hint = label("", "small", wrap=True)
        self._only_reading = label("", "warn", wrap=True)
        self._only_reading.hide()
        self._lay_out()
        self.retranslate()
        self._connect()

    def retranslate(self) -> None:
        names = {
            "name": self.tr("Name"),
            "kind": self.tr("Kind"),
            "lang": self.tr("Language"),
            "text": self.tr("Text"),
        }
        fields = {"name": self.name, "kind": self.kind, "lang": self.lang, "text": self.text}
        for part, text in names.items():
            self._labels[part].setText(text)
            fields[part].setAccessibleName(text)
        self.kind.offer([(text, kind) for kind, text in kind_names().items()])
        self.lang.offer([(self._language(code), code) for code in _LANGUAGES])
        for name, insert in self.variables.items():
            insert.setText("{{" + name + "}}")
            insert.setAccessibleName(self.tr("Insert {{{{{name}}}}}").format(name=name))
        self._hint.setText(
            self.tr("Filled in when it is used. Any other {{name}} is asked for then.")
        )
        self._only_reading.setText(
            self.tr("Your role uses macros; a team lead or an administrator writes them.")
        )
        self.save.setText(self.tr("Save"))
        self.delete.setText(self.tr("Delete"))

    def show_macro(self, macro: Macro | None) -> None:
        """Edit a macro, or a new one."""
        body = MacroBody(kind="macro", name="x", text="x")
        if macro is not None:
            self._offer_language(macro.lang)
            body = MacroBody(kind=macro.kind, name=macro.name, text=macro.text, lang=macro.lang)
        self._kept = body if macro is not None else None
        self.kind.choose(body.kind)
        self.lang.choose(body.lang)
        self.name.setText(macro.name if macro is not None else "")
        self.text.setPlainText(macro.text if macro is not None else "")
        self.delete.setVisible(macro is not None)
        self._on_change()

    def allow(self, *, writing: bool) -> None:
        """Set whether the current user may edit macros or only read them."""
        self.name.setReadOnly(not writing)
        self.text.setReadOnly(not writing)
        for control in (self.kind, self.lang, *self.variables.values()):
            control.setEnabled(writing)
        for action in (self.save, self.delete):
            action.setEnabled(writing)
        self._only_reading.setVisible(not writing)
        self._hint.setVisible(writing)

    def unsaved(self) -> bool:
        """Return whether there are unsaved changes."""
        now = (self.name.text().strip(), self.text.toPlainText().strip())
        if self._kept is None:
            return any(now)
        kept = self._kept
        choices = (self.kind.currentData(), self.lang.currentData())
        return (*now, *choices) != (kept.name, kept.text, kept.kind, kept.lang)

    def body(self) -> MacroBody | None:
        """Return the content; None if name or text is missing."""
        name, text = self.name.text().strip(), self.text.toPlainText().strip()
        if not name or not text:
            return None
        return MacroBody(
            kind=self.kind.currentData(), name=name, text=text, lang=self.lang.currentData()
        )

    def _save(self) -> None:
        body = self.body()
        if body is not None:
            self.saved.emit(body)

    def _on_change(self) -> None:
        unsaved = self.unsaved()
        self.save.setEnabled(unsaved and self.body() is not None)
        self.changed.emit(unsaved)

    def _insert(self, name: str) -> None:
        self.text.insertPlainText("{{" + name + "}}")
        self.text.setFocus()

    def _language(self, code: str) -> str:
        if not code:
            return self.tr("Any language")
        return _NAMES.get(code) or QLocale(code).nativeLanguageName() or code

    def _offer_language(self, code: str) -> None:
        if code and self.lang.findData(code) < 0:
            self.lang.addItem(self._language(code), code)

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda _: self._on_change())
        self.text.textChanged.connect(self._on_change)
        self.kind.currentIndexChanged.connect(lambda _: self._on_change())
        self.lang.currentIndexChanged.connect(lambda _: self._on_change())
        self.save.clicked.connect(self._save)
        self.delete.clicked.connect(self.deleted)
        for name, insert in self.variables.items():
            insert.clicked.connect(lambda _=False, name=name: self._insert(name))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(4)
        layout.addWidget(self._labels["name"])
        layout.addWidget(self.name)
        choices = QHBoxLayout()
        for part, field in (("kind", self.kind), ("lang", self.lang)):
            field.setMinimumWidth(90)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(self._labels[part])
            column.addWidget(field)
            choices.addLayout(column, 1)
        layout.addLayout(choices)
        layout.addWidget(self._labels["text"])
        layout.addWidget(self.text, 1)
        inserts = Flow(space=2)
        for insert in self.variables.values():
            insert.setProperty("kind", "link")
            inserts.addWidget(insert)
        layout.addLayout(inserts)
        layout.addWidget(self._hint)
        layout.addWidget(self._only_reading)
        actions = QHBoxLayout()
        actions.addWidget(self.delete)
        actions.addStretch()
        actions.addWidget(self.save)
        layout.addLayout(actions)
