"""Popup of text snippets: macros, and greetings and signatures in the conversation's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.engine.call import Call
from gui.inbox.composer.choices import Choice
from gui.inbox.composer.popup import Popup
from gui.look.icons import BESIDE_TEXT, icon
from gui.notices import told
from gui.page import WindowContext

if TYPE_CHECKING:
    from assistant.contracts import Macro


class MacrosPopup(Popup):
    """Picks a `Macro`.

    Signals:
        keep_wanted: The user wants to save the current reply as a macro.
    """

    keep_wanted = Signal()

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._macros: list[Macro] = []
        self._call: Call | None = None
        self._read = False
        self._problem = ""
        self.lang = ""
        self._keep = QPushButton(icon("plus"), "")
        self._keep.setIconSize(BESIDE_TEXT)
        self._keep.clicked.connect(self._on_keep)
        self.layout_.addWidget(self._keep, alignment=Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def open_for(self, widget: QWidget, lang: str) -> None:
        """Show the macros for a conversation in this language, after reloading them."""
        self.lang = lang
        self.refresh()
        self.open_above(widget)

    def refresh(self) -> None:
        """Reload the macros."""
        if self._call is not None:
            self._call.cancel()
        self._call = self._context.engine.macros(self).then(self._take, self._fail)

    def look(self) -> None:
        words = self.field.text().lower().split()
        rows = [
            self._choice(macro)
            for macro in sorted(self._macros, key=self._order)
            if self._fits(macro)
            and all(word in f"{macro.name} {macro.text}".lower() for word in words)
        ]
        self.show_rows(rows, "" if rows else self._why_none(words))

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Search macros"))
        self.field.setAccessibleName(self.tr("Search macros"))
        self.list.setAccessibleName(self.tr("Macros"))
        self._keep.setText(self.tr("Keep this reply as a macro…"))

    def _why_none(self, words: list[str]) -> str:
        if self._problem:
            return self._problem
        if not self._read:
            return ""
        if words:
            return self.tr("No macro has all of these words.")
        return self.tr(
            "No macros yet. Write a reply, then keep it here. {{customer}}, {{agent}}, {{order}} "
            "and {{date}} are filled in automatically."
        )

    def _choice(self, macro: Macro) -> Choice:
        mark = {
            "greeting": self.tr("greeting"),
            "signature": self.tr("signature"),
            "macro": "",
        }[macro.kind]
        return Choice(macro.name, macro.text, macro, mark)

    def _fits(self, macro: Macro) -> bool:
        same = not macro.lang or not self.lang or macro.lang == self.lang
        return same or macro.kind == "macro"

    def _order(self, macro: Macro) -> tuple[bool, int, str]:
        """Sort key: the conversation's language first, greetings and signatures before macros."""
        kinds = ("greeting", "signature", "macro")
        return (
            bool(self.lang) and macro.lang not in ("", self.lang),
            kinds.index(macro.kind),
            macro.name.lower(),
        )

    def _take(self, macros: list[Macro]) -> None:
        self._call = None
        self._macros, self._read, self._problem = macros, True, ""
        self.look()

    def _fail(self, problem: object) -> None:
        self._call = None
        self._problem = told(problem)  # type: ignore[arg-type]  # a signal's argument
        self.look()

    def _on_keep(self) -> None:
        self.close()
        self.keep_wanted.emit()
