"""Underlines words of the reply missing from the dictionary and suggests others in the menu."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from gui.look.theme import current
from gui.page import WindowContext
from gui.spelling.own_words import OwnWords
from gui.spelling.speller import Speller
from gui.spelling.words import Word, words

_PAUSE_MS: Final = 300
"""Words are checked after a pause in typing, because the last one may be incomplete."""


class Spelling(QSyntaxHighlighter):
    """Spell checker of one editor; inactive if there is no dictionary for the language."""

    def __init__(self, context: WindowContext, editor: QPlainTextEdit) -> None:
        super().__init__(editor.document())
        self._context = context
        self._editor = editor
        self._allowed: set[str] = set()
        self._wanted: set[str] = set()
        self.speller = Speller(self)
        self._own = OwnWords(context.preferences)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.speller.learnt.connect(self._again)
        context.theme.changed.connect(self._again)
        context.preferences.changed.connect(self._on_preferences)
        editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        editor.customContextMenuRequested.connect(self._open_menu)

    @property
    def on(self) -> bool:
        """Whether spell checking is active."""
        return self._context.preferences.now.spell_check and self.speller.active

    def use(self, lang: str) -> None:
        """Set the language of the conversation."""
        if lang != self.speller.lang:
            self.speller.use(lang)
            self._again()

    def allow(self, text: str) -> None:
        """Accept the words of a text, such as a suggestion or the names of the participants."""
        found = {word.plain.casefold() for line in text.split("\n") for word in words(line, "de")}
        if not found <= self._allowed:
            self._allowed |= found
            self._again()

    def wrong(self, line: str) -> list[Word]:
        """Return the misspelt words of a line; words not checked yet are queued."""
        if not self.on:
            return []
        looked_up = list(words(line, self.speller.lang))
        unknown = {word: self.speller.is_unknown(word.plain) for word in looked_up}
        self._wanted |= {word.plain for word in looked_up if unknown[word] is None}
        return [word for word in looked_up if unknown[word] and not self._is_right(word.plain)]

    def _is_right(self, word: str) -> bool:
        return word.casefold() in self._allowed or word in self._own

    def highlightBlock(self, text: str) -> None:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        form.setUnderlineColor(QColor(current().bad))
        for word in self.wrong(text):
            self.setFormat(_units(text[: word.start]), _units(word.text), form)
        if self._wanted:
            self._pause.start()

    # ------------------------------------------------------------ internals

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, set()
        self.speller.ask(sorted(wanted))

    def _again(self) -> None:
        """Check the whole text again, without emitting `textChanged`."""
        with QSignalBlocker(self._editor):
            self.rehighlight()

    def _on_preferences(self, names: frozenset[str]) -> None:
        if names & {"spell_check", "own_words"}:
            if not self._context.preferences.now.spell_check:
                self.speller.close()
            self._again()

    # ------------------------------------------------------------ context menu

    def _open_menu(self, at: QPoint) -> None:
        menu = self._editor.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        place = self._editor.cursorForPosition(at)
        word = self._wrong_at(place)
        if word is not None:
            self._offer(menu, word, place.block().position())
        menu.popup(self._editor.viewport().mapToGlobal(at))

    def _wrong_at(self, place: QTextCursor) -> Word | None:
        line, at = place.block().text(), place.positionInBlock()
        for word in self.wrong(line):
            start = _units(line[: word.start])
            if start <= at <= start + _units(word.text):
                return word
        return None

    def _offer(self, menu: QMenu, word: Word, block: int) -> None:
        """Insert suggestions at the top of the menu as soon as they are available."""
        first = menu.actions()[0]
        looking = QAction(self.tr("Looking for suggestions…"), menu, enabled=False)
        add = QAction(self.tr("Add to the dictionary"), menu)
        add.triggered.connect(partial(self._own.add, word.plain))
        menu.insertActions(first, [looking, add])
        menu.insertSeparator(first)

        def show(asked: str, suggestions: list[str]) -> None:
            if asked != word.plain:
                return
            for one in suggestions:
                action = QAction(one.replace("&", "&&"), menu)
                action.triggered.connect(partial(self._replace, word, block, one))
                menu.insertAction(looking, action)
            looking.setText(self.tr("No suggestions"))
            looking.setVisible(not suggestions)

        heard = self.speller.suggested.connect(show)
        menu.destroyed.connect(lambda: QObject.disconnect(heard))
        self.speller.suggest(word.plain)

    def _replace(self, word: Word, block: int, by: str) -> None:
        """Replace a word, unless the text has changed in the meantime."""
        line = self.document().findBlock(block).text()
        start = block + _units(line[: word.start])
        if line[word.start : word.start + len(word.text)] != word.text:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + _units(word.text), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(by)


def _units(text: str) -> int:
    """Return the length in UTF-16 code units, as counted by Qt."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
