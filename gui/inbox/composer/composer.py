"""The composer of replies: editor, offered sentences, macros, notes, knowledge search, copying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from gui.inbox.composer.editor import Editor
from gui.inbox.composer.fields_bar import FieldsBar
from gui.inbox.composer.knowledge_popup import KnowledgePopup
from gui.inbox.composer.macros_popup import MacrosPopup
from gui.inbox.composer.sentence_offer import SentenceOffer
from gui.inbox.composer.unsent_replies import UnsentReplies
from gui.inbox.composer.variables import Known, fill, fill_known, guess, placeholders
from gui.look.icons import icon
from gui.page import Retranslated, WindowContext
from gui.widgets.labels import Elided, restyle

if TYPE_CHECKING:
    from assistant.contracts import Article, Macro

_KEYS_FROM: Final = 520
"""Below this width the shortcuts are hidden; the buttons have them in their tooltips."""


class Composer(Retranslated):
    """Edits the reply to one conversation at a time and saves it as a draft.

    Attributes:
        known: Values of the variables.
        unsent: Saves the text.
        editor, fields, sentence_offer: The text, the fields of its placeholders, sentences for Tab.
        reading: Whether the draft of the conversation is still being loaded.

    Signals:
        reply_wanted: A text without placeholders, to be copied and stored as sent.
        note_wanted: A text to store as an internal note.
        keep_wanted: A text to save as a macro.
    """

    reply_wanted = Signal(str)
    note_wanted = Signal(str)
    keep_wanted = Signal(str)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._id: int | None = None
        self._taken: int | None = None
        self._taken_text = self._lang = ""
        self._filling = self.reading = False
        self.known = Known()
        self.unsent = UnsentReplies(context, self)
        self.editor = Editor()
        self.editor.installEventFilter(self)
        self.fields = FieldsBar()
        self.sentence_offer = SentenceOffer()
        self._macros = MacrosPopup(context, self)
        self._knowledge = KnowledgePopup(context, self)
        self._keys = Elided("", "small")
        self._look_up = QToolButton()
        self._look_up.setIcon(icon("book-open"))
        self._macro = QPushButton()
        self._note = QPushButton()
        self._copy = QPushButton()
        self._copy.setProperty("kind", "main")
        self._lay_out()
        self._connect()
        self.show_conversation(None, "")
        self.retranslate()

    # ------------------------------------------------------------ choosing the conversation

    def show_conversation(self, id_: int | None, lang: str) -> None:
        """Switch to another conversation: save the current draft and load the other one."""
        self.unsent.save()
        self._id, self._lang = id_, lang
        self._taken, self._taken_text = None, ""
        self.sentence_offer.make([])
        self.fields.clear()
        self._fill_editor("")
        self.setEnabled(id_ is not None)
        if id_ is not None:
            self.reading = True
            self.unsent.read(id_, lambda text, taken: self._draft_read(id_, text, taken), self)

    def know(self, known: Known, lang: str) -> None:
        """Set the values of the variables and the language of the conversation."""
        self.known, self._lang = known, lang

    @property
    def text(self) -> str:
        """The text of the editor."""
        return self.editor.toPlainText()

    def sent(self, id_: int, text: str) -> None:
        """Discard the draft, because the reply or note was stored in the conversation."""
        if id_ != self._id:
            self.unsent.cleared(id_)
        elif self.text.strip() == text.strip():
            self._taken, self._taken_text = None, ""
            self.editor.replace("")
            self.unsent.cleared(id_)

    # ------------------------------------------------------------ inserting text

    def take(self, text: str, article_id: int | None) -> None:
        """Insert a suggestion, or replace the one inserted before if it was not edited."""
        if self._id is None:
            return
        self.sentence_offer.make([])
        filled = text.strip()
        if not self.text.strip() or self.text == self._taken_text:
            self._taken = article_id
            self.editor.replace(filled)
            self._taken_text = filled
        else:
            self._taken = self._taken or article_id
            self.insert(filled)
        self._type_on()

    def insert(self, text: str) -> None:
        """Insert a text at the cursor, on a new line."""
        cursor = self.editor.textCursor()
        if cursor.positionInBlock() > 0 and not cursor.hasSelection():
            text = f"\n{text}"
        cursor.insertText(text)
        self.editor.setTextCursor(cursor)
        self._type_on()

    def offer_sentences(self, sentences: Sequence[str], *, asked: bool = False) -> None:
        """Offer sentences one by one; if not `asked` for, only while the editor is empty."""
        wanted = asked or not self.text.strip()
        self.sentence_offer.make(sentences if wanted and self._id is not None else [])
        if asked and sentences:
            self._type_on()

    # ------------------------------------------------------------ actions

    def copy_reply(self) -> None:
        """Copy the reply and mark it as sent, once all placeholders are filled."""
        text = self.text.strip()
        if self._id is None or not text:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        names = placeholders(text)
        if names:
            values = self.known.values()
            self.fields.ask(names, {name: guess(name, values) for name in names})
        else:
            self.sentence_offer.make([])
            self.reply_wanted.emit(text)

    def add_note(self) -> None:
        """Store the text as an internal note."""
        if self._id is not None and self.text.strip():
            self.note_wanted.emit(self.text.strip())
        else:
            self._context.notices.tell(self.tr("Write the note first, then press Note."))
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_macros(self) -> None:
        """Open the macros."""
        if self._id is not None:
            self._macros.open_for(self._frame, self._lang)

    def open_knowledge(self) -> None:
        """Search the knowledge base."""
        if self._id is not None:
            self._knowledge.open_above(self._frame)

    # ------------------------------------------------------------ internals

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keys.setVisible(event.size().width() >= _KEYS_FROM)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            focused = event.type() == QEvent.Type.FocusIn
            restyle(self._frame, "focused", "true" if focused else "false")
        return super().eventFilter(watched, event)

    def _draft_read(self, id_: int, text: str, taken: int | None) -> None:
        if id_ != self._id:
            return
        self.reading = False
        self._taken = taken
        if text and text != self.text:
            self.sentence_offer.make([])
            self._fill_editor(text)

    def _on_merged(self, id_: int, text: str) -> None:
        if id_ == self._id:
            self._filling = True
            self.editor.replace(text)
            self._filling = False

    def _fill_editor(self, text: str) -> None:
        self._filling = True
        self.editor.setPlainText(text)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self._filling = False

    def _on_text(self) -> None:
        if self._filling or self._id is None:
            return
        self.unsent.typed(self._id, self.text, self._taken)
        if self.sentence_offer.sentence and not self.sentence_offer.begun:
            self.sentence_offer.make([])  # the agent is typing something else

    def _next_sentence(self) -> None:
        self._filling = True
        self.editor.textCursor().insertText(self.sentence_offer.take())
        self._filling = False
        self._on_text()
        self.editor.ensureCursorVisible()

    def _on_filled(self, values: dict[str, str]) -> None:
        self.editor.replace(fill(self.text, values))
        self._type_on()

    def _on_macro(self, macro: Macro) -> None:
        self.insert(fill_known(macro.text, self.known))

    def _on_article(self, article: Article) -> None:
        self._taken = self._taken or article.id
        self.insert(article.answer)

    def _type_on(self) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.ensureCursorVisible()

    # ------------------------------------------------------------ construction

    def _lay_out(self) -> None:
        self._frame = QFrame()
        self._frame.setProperty("kind", "field")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(0)
        self.editor.setProperty("kind", "bare")
        inside.addWidget(self.editor)
        inside.addWidget(self.sentence_offer)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._keys, 100)
        line.addStretch(1)
        for button in (self._look_up, self._macro, self._note, self._copy):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 6, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(self.fields)
        layout.addWidget(self._frame)
        layout.addLayout(line)

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._on_text)
        self.editor.next_wanted.connect(self._next_sentence)
        self.editor.withdrawn.connect(lambda: self.sentence_offer.make([]))
        self.editor.too_long.connect(self._on_too_long)
        self.sentence_offer.changed.connect(self._on_offer)
        self.fields.filled.connect(self._on_filled)
        self.fields.closed.connect(self._type_on)
        self.unsent.merged.connect(self._on_merged)
        self._macros.picked.connect(self._on_macro)
        self._macros.keep_wanted.connect(lambda: self.keep_wanted.emit(self.text.strip()))
        self._knowledge.read.connect(self._on_article)
        self._look_up.clicked.connect(self.open_knowledge)
        self._macro.clicked.connect(self.open_macros)
        self._note.clicked.connect(self.add_note)
        self._copy.clicked.connect(self.copy_reply)

    def _on_offer(self) -> None:
        self.editor.offering = bool(self.sentence_offer.sentence)
        self.editor.setAccessibleDescription(self.sentence_offer.sentence)

    def _on_too_long(self) -> None:
        self._context.notices.tell(
            self.tr("The text is longer than a message may be; its end was left out."), "warn"
        )

    def retranslate(self) -> None:
        self.editor.setPlaceholderText(self.tr("Write a reply"))
        self.editor.setAccessibleName(self.tr("Reply"))
        self._keys.setText(self.tr("Alt+0…3 take · Tab next · Ctrl+Enter copy"))
        self._look_up.setAccessibleName(self.tr("Search the knowledge base"))
        self._look_up.setToolTip(self.tr("Search the knowledge base  Ctrl+Shift+K"))
        self._macro.setText(self.tr("Macros"))
        self._macro.setToolTip(self.tr("Texts kept at hand  Ctrl+Shift+M"))
        self._note.setText(self.tr("Note"))
        self._note.setToolTip(self.tr("Keep this as a note that only colleagues see"))
        self._copy.setText(self.tr("Copy reply"))
        self._copy.setToolTip(self.tr("Copy, and keep it in the conversation  Ctrl+Enter"))
