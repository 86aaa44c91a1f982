"""Dialog that saves a text as a macro, a greeting or a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from assistant import contracts
from gui.notices import told
from gui.page import WindowContext
from gui.widgets.labels import label

if TYPE_CHECKING:
    from assistant.contracts import Macro, MacroKind, ProblemDetails

_KINDS: Final[tuple[MacroKind, ...]] = ("macro", "greeting", "signature")
_LONGEST: Final = 100


class MacroDialog(QDialog):
    """Edits a text and its name; greetings and signatures belong to the conversation's language."""

    def __init__(self, context: WindowContext, text: str, lang: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 400)
        self._context = context
        self._lang = lang
        self._name = QLineEdit()
        self._name.setMaxLength(_LONGEST)
        self._kind = QComboBox()
        self._text = QPlainTextEdit(text)
        self._text.setTabChangesFocus(True)
        self._hint = label("", "muted", wrap=True)
        self._problem = label("", "bad", wrap=True)
        self._problem.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._save = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._save.setProperty("kind", "main")
        self._buttons.accepted.connect(self._store)
        self._buttons.rejected.connect(self.reject)
        self._captions = [label("", "strong") for _ in range(3)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        fields = (self._name, self._kind, self._text)
        for caption, field in zip(self._captions, fields, strict=True):
            caption.setBuddy(field)
            layout.addWidget(caption)
            layout.addWidget(field)
        for widget in (self._hint, self._problem, self._buttons):
            layout.addWidget(widget)
        self._name.textChanged.connect(lambda _: self._enable())
        self._text.textChanged.connect(self._enable)
        self.retranslate()
        self._enable()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        self.setWindowTitle(self.tr("Keep as a macro"))
        texts = (self.tr("Name"), self.tr("Kind"), self.tr("Text"))
        for caption, text in zip(self._captions, texts, strict=True):
            caption.setText(text)
        self._name.setAccessibleName(texts[0])
        self._kind.setAccessibleName(texts[1])
        self._text.setAccessibleName(texts[2])
        chosen = max(0, self._kind.currentIndex())
        self._kind.clear()
        names = (self.tr("Macro"), self.tr("Greeting"), self.tr("Signature"))
        for kind, name in zip(_KINDS, names, strict=True):
            self._kind.addItem(name, kind)
        self._kind.setCurrentIndex(chosen)
        self._hint.setText(
            self.tr(
                "{{customer}}, {{agent}}, {{order}} and {{date}} are filled in automatically; "
                "other placeholders are asked for."
            )
        )
        self._save.setText(self.tr("Keep"))

    def _enable(self) -> None:
        whole = self._name.text().strip() and self._text.toPlainText().strip()
        self._save.setEnabled(bool(whole))

    def _store(self) -> None:
        self._save.setEnabled(False)
        self._problem.hide()
        kind: MacroKind = self._kind.currentData()
        body = contracts.MacroBody(
            kind=kind, name=self._name.text(), text=self._text.toPlainText(),
            lang="" if kind == "macro" else self._lang,
        )  # fmt: skip
        self._context.engine.create_macro(body, self).then(self._stored, self._fail)

    def _stored(self, _: Macro) -> None:
        self._context.notices.tell(self.tr("Kept. It is in the menu Macros now."), "good")
        self.accept()

    def _fail(self, problem: ProblemDetails) -> None:
        self._save.setEnabled(True)
        self._problem.setText(told(problem))
        self._problem.show()
