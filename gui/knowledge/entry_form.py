"""Form of an entry: the editable fields, and the origin of the entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assistant.contracts import Article
from gui.knowledge.edited_entry import EditedEntry
from gui.knowledge.questions_edit import QuestionsEdit
from gui.knowledge.spoken import LANGUAGES, language
from gui.page import Retranslated
from gui.widgets.labels import label
from gui.widgets.moments import day
from gui.widgets.plain_edit import PlainEdit
from gui.widgets.tags_edit import TagsEdit

_TITLE_MOST: Final = 500


class EntryForm(Retranslated):
    """Edits a `EditedEntry`.

    Signals:
        edited: The user changed something.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._article: Article | None = None
        self.questions = QuestionsEdit()
        self.answer = PlainEdit()
        self.answer.setMinimumHeight(150)
        self.title = QLineEdit()
        self.title.setMaxLength(_TITLE_MOST)
        self.tags = TagsEdit()
        self.language = QComboBox()
        self._origin = label("", "small", wrap=True)
        self._captions: dict[str, QLabel] = {}
        self._lay_out()
        self._quiet = False
        for signal in (
            self.questions.edited, self.answer.textChanged, self.title.textEdited,
            self.tags.edited, self.language.activated,
        ):  # fmt: skip
            signal.connect(self._on_edit)
        self.retranslate()

    def _lay_out(self) -> None:
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(4)
        layout.addWidget(self.questions)
        layout.addSpacing(8)
        self._add(layout, "answer", self.answer, 1)
        layout.addSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(12)
        for name, field, stretch in (("title", self.title, 3), ("language", self.language, 2)):
            column = QVBoxLayout()
            column.setSpacing(4)
            self._add(column, name, field)
            line.addLayout(column, stretch)
        layout.addLayout(line)
        layout.addSpacing(8)
        self._add(layout, "tags", self.tags)
        layout.addSpacing(8)
        layout.addWidget(self._origin)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _add(self, layout: QVBoxLayout, name: str, field: QWidget, stretch: int = 0) -> None:
        caption = label("", "strong")
        caption.setBuddy(field.line if isinstance(field, TagsEdit) else field)
        self._captions[name] = caption
        layout.addWidget(caption)
        layout.addWidget(field, stretch)

    def retranslate(self) -> None:
        for name, text in (
            ("answer", self.tr("Answer")),
            ("title", self.tr("Title")),
            ("language", self.tr("Language")),
            ("tags", self.tr("Tags")),
        ):
            self._captions[name].setText(text)
        self.answer.setAccessibleName(self.tr("Answer"))
        self.answer.setPlaceholderText(self.tr("What a customer is told, in your words"))
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setPlaceholderText(self.tr("Optional"))
        self.language.setAccessibleName(self.tr("Language"))
        self._offer_languages(self.written().lang)
        self._show_origin()

    # ------------------------------------------------------------ content

    def written(self) -> EditedEntry:
        """Return the content of the form."""
        return EditedEntry(
            questions=self.questions.questions(),
            answer=self.answer.toPlainText(),
            title=self.title.text(),
            tags=self.tags.tags(),
            lang=str(self.language.currentData() or ""),
        )

    def fill(self, written: EditedEntry, article: Article | None) -> None:
        """Set the content without emitting `edited`; unchanged fields keep cursor and undo
        history."""
        self._quiet = True
        self._article = article
        now = self.written()
        if now.questions != written.questions or not written.questions:
            self.questions.set_questions(written.questions)
        if now.answer != written.answer:
            self.answer.setPlainText(written.answer)
        self.title.setText(written.title)
        self.tags.set_tags(written.tags)
        self._offer_languages(written.lang)
        self._show_origin()
        self._quiet = False

    def offer_tags(self, tags: Sequence[str]) -> None:
        """Set the existing tags."""
        self.tags.offer(tags)

    def setReadOnly(self, only: bool) -> None:
        """Make the form read-only, for users who may not change entries."""
        self.questions.setReadOnly(only)
        self.answer.setReadOnly(only)
        self.title.setReadOnly(only)
        self.tags.setReadOnly(only)
        self.language.setEnabled(not only)

    def begin(self) -> None:
        """Focus the field in which a new entry is started."""
        QTimer.singleShot(0, self, self.questions.add)

    def _on_edit(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _offer_languages(self, chosen: str) -> None:
        blocked = self.language.blockSignals(True)
        self.language.clear()
        self.language.addItem(self.tr("Detect from the text"), "")
        for code in sorted({*LANGUAGES, chosen} - {""}):
            self.language.addItem(language(code), code)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))
        self.language.blockSignals(blocked)

    # ------------------------------------------------------------ origin

    def _show_origin(self) -> None:
        article = self._article
        self._origin.setVisible(article is not None)
        if article is not None:
            lines = [self._source(article), self._use(article)]
            self._origin.setText("\n".join(line for line in lines if line))

    def _source(self, article: Article) -> str:
        place = article.locator
        if article.kind == "solved":
            return self.tr("Made from a solved conversation")
        if not article.source:
            return self.tr("Written here")
        if place.row is not None:
            return self.tr("From {file}, row {row}").format(file=article.source, row=place.row)
        if place.page is not None:
            return self.tr("From {file}, page {page}").format(file=article.source, page=place.page)
        if place.heading:
            return self.tr("From {file}, under “{heading}”").format(
                file=article.source, heading=place.heading
            )
        return self.tr("From {file}").format(file=article.source)

    def _use(self, article: Article) -> str:
        changed = day(article.updated_at)
        if article.last_used_at is None:
            return self.tr("Changed {day}; not used yet").format(day=changed)
        return self.tr("Changed {day}; used %Ln times, last {last}", "", article.use_count).format(
            day=changed, last=day(article.last_used_at)
        )
