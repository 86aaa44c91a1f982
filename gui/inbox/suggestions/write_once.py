"""A small window to write a missing answer, which becomes an entry of the knowledge base.

It is non-modal, next to the conversation, and keeps the input until it is saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant import contracts
from gui.engine.api import Engine
from gui.notices import told
from gui.widgets.labels import label

if TYPE_CHECKING:
    from assistant.contracts import Article, ArticleBody, ProblemDetails

_LANGUAGES: Final = {
    "en": "English", "zh": "中文", "ja": "日本語", "ko": "한국어", "de": "Deutsch", "es": "Español",
    "fr": "Français", "it": "Italiano", "nl": "Nederlands", "pl": "Polski", "pt": "Português",
    "ru": "Русский",
}  # fmt: skip
"""Names of the languages in the languages themselves."""
_FORBIDDEN: Final = 403
_MOST_TAGS: Final = 50
_LONGEST_TAG: Final = 500


class WriteOnce(QDialog):
    """Creates one article.

    Signals:
        written: The `Article` that was created.
    """

    written = Signal(object)

    def __init__(self, engine: Engine, question: str, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._engine = engine
        self._question = QPlainTextEdit(question)
        self._answer = QPlainTextEdit()
        self._tags = QLineEdit()
        self._language = QComboBox()
        for code in dict.fromkeys(["", *_LANGUAGES, language]):
            self._language.addItem(_LANGUAGES.get(code, code), code)
        self._language.setCurrentIndex(max(0, self._language.findData(language)))
        self._labels = [label("", "strong") for _ in range(4)]
        self._hint = label("", "small", wrap=True)
        self._trouble = label("", "bad", wrap=True)
        self._trouble.hide()
        self._save = QPushButton()
        self._save.setProperty("kind", "main")
        self._save.setDefault(False)
        self._cancel = QPushButton()
        self._asked_to_leave = False
        self._lay_out()
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.reject)
        self._answer.textChanged.connect(self._on_typed)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._on_save)
        self.retranslate()
        self._on_typed()
        self.resize(520, 560)
        self._answer.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        self.setWindowTitle(self.tr("Write the answer once"))
        fields = (self._question, self._answer, self._tags, self._language)
        names = (self.tr("Question"), self.tr("Answer"), self.tr("Tags"), self.tr("Language"))
        for shown, field, name in zip(self._labels, fields, names, strict=True):
            shown.setText(name)
            field.setAccessibleName(name)
        self._hint.setText(
            self.tr("It will be shown to everybody: leave out names, addresses and order numbers.")
        )
        self._answer.setPlaceholderText(self.tr("What you would reply"))
        self._tags.setPlaceholderText(self.tr("separated by commas"))
        self._language.setItemText(0, self.tr("Detect from the text"))
        self._save.setText(self.tr("Save as an entry"))
        self._save.setToolTip("Ctrl+Return")
        self._cancel.setText(self.tr("Throw away") if self._asked_to_leave else self.tr("Cancel"))

    def set_question(self, question: str) -> None:
        """Set the question if it had to be loaded first; text already typed is kept."""
        if not self._question.toPlainText():
            self._question.setPlainText(question)

    @property
    def trouble(self) -> str:
        """Text of the error or question shown."""
        return self._trouble.text()

    # ------------------------------------------------------------ closing

    def reject(self) -> None:
        """Close the window; ask once before discarding the input."""
        if self._answer.toPlainText().strip() and not self._asked_to_leave:
            self._asked_to_leave = True
            self._tell(self.tr("This answer is not saved. Throw it away?"))
            self.retranslate()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._answer.toPlainText().strip() and not self._asked_to_leave:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def _on_typed(self) -> None:
        self._save.setEnabled(bool(self._answer.toPlainText().strip()))
        if self._asked_to_leave:
            self._asked_to_leave = False
            self._trouble.hide()
            self.retranslate()

    # ------------------------------------------------------------ saving

    def _on_save(self) -> None:
        if not self._save.isEnabled():
            return
        try:
            body = self._body()
        except ValueError:  # raised by pydantic
            self._tell(self.tr("This is too long for one entry: at most 200,000 characters."))
            return
        self._save.setEnabled(False)
        self._trouble.hide()
        self._engine.create_article(body, self).then(self._on_written, self._on_refused)

    def _body(self) -> ArticleBody:
        question = self._question.toPlainText().strip()
        tags = [tag.strip() for tag in self._tags.text().replace("，", ",").split(",")]
        return contracts.ArticleBody(
            questions=[question] if question else [],
            answer=self._answer.toPlainText(),
            tags=[tag[:_LONGEST_TAG] for tag in tags if tag][:_MOST_TAGS],
            lang=self._language.currentData() or "",
        )

    def _on_written(self, article: Article) -> None:
        self.written.emit(article)
        self._answer.blockSignals(True)
        self._answer.clear()
        self.accept()

    def _on_refused(self, problem: ProblemDetails) -> None:
        self._save.setEnabled(True)
        if problem.status == _FORBIDDEN:
            self._tell(
                self.tr(
                    "Only leads may add entries. Your text is kept here: copy it, or ask a lead "
                    "to add it."
                )
            )
        else:
            self._tell(told(problem))

    def _tell(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(6)
        question, answer, tags, language = self._labels
        for widget, stretch in ((question, 0), (self._question, 1), (self._hint, 0)):
            layout.addWidget(widget, stretch)
        for widget, stretch in ((answer, 0), (self._answer, 3)):
            layout.addWidget(widget, stretch)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addLayout(_under(tags, self._tags), 2)
        line.addLayout(_under(language, self._language), 1)
        layout.addLayout(line)
        layout.addWidget(self._trouble)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        layout.addSpacing(6)
        layout.addLayout(buttons)
        for edit in (self._question, self._answer):
            edit.setTabChangesFocus(True)


def _under(name: QLabel, field: QWidget) -> QVBoxLayout:
    name.setBuddy(field)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(name)
    column.addWidget(field)
    return column
