"""Dialog to edit the company's phrases around an answer, one language at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assistant import contracts
from gui.page import WindowContext
from gui.settings.rows import Choice, button
from gui.widgets.busy import Busy
from gui.widgets.labels import label

if TYPE_CHECKING:
    from assistant.contracts import EngineSettings, ProblemDetails
    from assistant.contracts.administration import CompanyPhrases

PARTS: Final = (
    "greeting", "empathy_angry", "empathy_worried", "empathy_sad", "empathy_thankful", "closing",
    "sign_off",
)  # fmt: skip
_MOST: Final = 6
_LONGEST: Final = 300
_LINES: Final = 3


class PhrasesDialog(QDialog):
    """One field per kind of phrase; the placeholder text is used while the field is empty.

    One phrase per line: a draft that is written again uses the next one.
    """

    def __init__(self, context: WindowContext, settings: EngineSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setMinimumWidth(600)
        self._context = context
        self._ours: dict[str, CompanyPhrases] = dict(settings.default_phrases.items())
        self._own: dict[str, dict[str, list[str]]] = {
            lang: _lines(one) for lang, one in settings.company_phrases.items()
        }
        self._shown = ""
        self.language = Choice()
        self.fields = {part: _field() for part in PARTS}
        self._labels = {part: label("", "small") for part in PARTS}
        self._intro = label("", "muted", wrap=True)
        self._wrong = label("", "warn", wrap=True)
        self._wrong.hide()
        self.busy = Busy()
        self.save, self.cancel, self.ours = button("main"), button(), button("link")
        self._lay_out()
        self.retranslate()
        self._show_language()
        self.language.currentIndexChanged.connect(lambda _: self._show_language())
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self.ours.clicked.connect(self._clear)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        self.setWindowTitle(self.tr("What drafts say around an answer"))
        self._intro.setText(
            self.tr("One phrase a line; written again, a draft takes the next. What stands there "
                    "in grey is said while a field is empty. {customer} and {agent} are filled "
                    "where they are known and left out otherwise.")
            .format(customer="{{Customer Name}}", agent="{{Agent Name}}")
        )  # fmt: skip
        names = {
            "greeting": self.tr("Greeting"),
            "empathy_angry": self.tr("To somebody angry"),
            "empathy_worried": self.tr("To somebody worried"),
            "empathy_sad": self.tr("To somebody disappointed"),
            "empathy_thankful": self.tr("To somebody who praises"),
            "closing": self.tr("Closing"),
            "sign_off": self.tr("Sign-off"),
        }
        for part, name in names.items():
            self._labels[part].setText(name)
            self.fields[part].setAccessibleName(name)
        self.fields["sign_off"].setPlaceholderText(self.tr("None"))
        self.language.setAccessibleName(self.tr("Language of the answers"))
        self.language.offer([
            (self.tr("For answers in English"), "en"), (self.tr("For answers in Chinese"), "zh"),
        ])  # fmt: skip
        self.save.setText(self.tr("Save"))
        self.cancel.setText(self.tr("Cancel"))
        self.ours.setText(self.tr("Empty all fields of this language"))

    def _show_language(self) -> None:
        self._keep()
        self._shown = self.language.currentData()
        own, ours = self._own.get(self._shown, {}), self._ours.get(self._shown)
        grey = _lines(ours) if ours is not None else {}
        for part, field in self.fields.items():
            field.setPlainText("\n".join(own.get(part, [])))
            if part != "sign_off":
                field.setPlaceholderText("\n".join(grey.get(part, [])))

    def _keep(self) -> None:
        """Remember the input for the language shown."""
        if self._shown:
            self._own[self._shown] = {
                part: [line.strip() for line in field.toPlainText().splitlines() if line.strip()]
                for part, field in self.fields.items()
            }

    def _clear(self) -> None:
        for field in self.fields.values():
            field.clear()

    def _save(self) -> None:
        self._keep()
        kept = {lang: parts for lang, parts in self._own.items() if any(parts.values())}
        lists = [lines for parts in kept.values() for lines in parts.values()]
        if any(len(lines) > _MOST or any(len(one) > _LONGEST for one in lines) for lines in lists):
            self._wrong.setText(
                self.tr("A field takes at most {count}, each of at most {length} characters.")
                .format(count=_MOST, length=_LONGEST)
            )  # fmt: skip
            self._wrong.show()
            return
        self._wrong.hide()
        change = contracts.EngineSettingsChange.model_validate({"company_phrases": kept})
        call = self._context.engine.change_settings(change, self)
        self.busy.watch(call, self.tr("Saving…"), cancellable=False)
        call.then(lambda _: self.accept(), self._refused)

    def _refused(self, problem: ProblemDetails) -> None:
        """Show the problem and keep the input."""
        self._context.notices.problem(problem)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 10, 0)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for part in PARTS:
            form.addRow(self._labels[part], self.fields[part])
        inner = QWidget()
        inner.setLayout(form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.setMinimumHeight(360)
        line = QHBoxLayout()
        line.addWidget(self.ours)
        line.addStretch()
        line.addWidget(self.cancel)
        line.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (self._intro, self.language, area, self._wrong, self.busy):
            layout.addWidget(widget)
        layout.addLayout(line)


def _field() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    height = field.fontMetrics().lineSpacing() * _LINES + 16
    field.setFixedHeight(height)
    return field


def _lines(phrases: CompanyPhrases) -> dict[str, list[str]]:
    return {part: list(getattr(phrases, part)) for part in PARTS}
