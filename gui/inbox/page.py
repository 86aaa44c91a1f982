"""The Inbox page: conversations, the selected one, and suggestions from the knowledge base."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from assistant import contracts
from gui.actions import Action
from gui.inbox.actions import ConversationActions
from gui.inbox.conversations.pane import ConversationsPane
from gui.inbox.panes import Panes
from gui.inbox.replying import Replying
from gui.inbox.suggestions.draft.actions import DraftActions
from gui.inbox.suggestions.pane import SuggestionsPane
from gui.inbox.suggestions.sentences import sentences
from gui.inbox.suggestions.taken import Taken
from gui.inbox.thread.pane import ThreadPane
from gui.page import Page, WindowContext

if TYPE_CHECKING:
    from assistant.contracts import ConversationWithMessages, Me
    from gui.inbox.new_conversation.form import BeginDialog


class InboxPage(Page):
    """The Inbox page.

    Attributes:
        conversations, talk, suggestions: Its three panes.
    """

    name = "inbox"
    icon = "inbox"

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.conversations = ConversationsPane(context)
        self.talk = ThreadPane(context)
        self.suggestions = SuggestionsPane(context)
        self.panes = Panes(context.preferences, self.conversations, self.talk, self.suggestions)
        self._actions = ConversationActions(context, self.conversations, self.talk)
        self._draft_actions = DraftActions(self.suggestions.drafts)
        self._replying = Replying(context, self.talk)
        self._asked: tuple[int, int] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)
        self._connect()
        for action in self.commands():
            if action.shortcut:
                self._key(action.shortcut, action)
        self._more_keys()

    def title(self) -> str:
        return self.tr("Inbox")

    def shown(self) -> None:
        if self.context.link.state.usable and not self.conversations.model.read:
            self.conversations.read()

    def leaving(self) -> bool:
        self.talk.composer.unsent.save()
        return True

    def kept_clear(self) -> int:
        """Return the height of the composer: after copying a reply, the next one often follows."""
        composer = self.talk.composer
        return composer.height() if composer.isVisible() else 0

    def open(self, id_: int) -> None:
        self.conversations.list.choose(id_)
        self.talk.open(id_)

    def commands(self) -> tuple[Action, ...]:
        here = lambda: self._actions.possible  # noqa: E731
        composer = self.talk.composer
        return (
            Action(name="new conversation", text=lambda: self.tr("New conversation"),
                   icon="message-square-plus", run=self.begin_new, shortcut="Ctrl+N"),
            Action(name="paste a chat", text=lambda: self.tr("Paste a chat"),
                   icon="clipboard-paste", run=self.begin_paste, shortcut="Ctrl+Shift+V"),
            Action(name="import conversations", text=lambda: self.tr("Import conversations"),
                   icon="upload", run=self.begin_import),
            Action(name="mark as solved", text=lambda: self.tr("Mark as solved, or open again"),
                   icon="circle-check", run=self._actions.solve, shortcut="Ctrl+Shift+S",
                   possible=here),
            Action(name="waiting", text=lambda: self.tr("Waiting for the customer"), icon="clock",
                   run=partial(self._actions.set_status, "waiting"), possible=here),
            Action(name="customer", text=lambda: self.tr("Customer's record"), icon="user",
                   run=self.open_record, shortcut="Ctrl+I", possible=here),
            Action(name="copy reply", text=lambda: self.tr("Copy reply"), icon="copy",
                   run=composer.copy_reply, shortcut="Ctrl+Return", possible=here),
            Action(name="macros", text=lambda: self.tr("Macros"), icon="scroll-text",
                   run=composer.open_macros, shortcut="Ctrl+Shift+M", possible=here),
            Action(name="search the knowledge base", icon="book-open",
                   text=lambda: self.tr("Search the knowledge base for the reply"),
                   run=composer.open_knowledge, shortcut="Ctrl+Shift+K", possible=here),
            Action(name="suggestions", text=lambda: self.tr("Suggestions"), icon="panel-right",
                   run=self.panes.toggle_drawer, shortcut="Alt+S"),
            *self._draft_actions.commands(),
            Action(name="delete conversation", text=lambda: self.tr("Delete the conversation"),
                   icon="trash-2", run=self._actions.delete, possible=here),
        )  # fmt: skip

    # ------------------------------------------------------------ dialogs

    def begin_new(self) -> None:
        """Open the dialog for a new conversation."""
        # imported when first opened, like all dialogs
        from gui.inbox.new_conversation.new import NewDialog

        self._begin(NewDialog(self.context, self))

    def begin_paste(self) -> None:
        """Open the dialog to paste a chat."""
        from gui.inbox.new_conversation.paste import PasteDialog

        self._begin(PasteDialog(self.context, self))

    def begin_import(self) -> None:
        """Import conversations from a file."""
        from gui.knowledge.importing import open_import

        open_import(self.context, self)

    def open_record(self) -> None:
        """Open the customer's record."""
        from gui.inbox.customer.record import RecordDialog

        conversation = self.talk.conversation
        if conversation is not None:
            record = RecordDialog(self.context, conversation, self)
            record.open_wanted.connect(self.open)
            record.open()

    def _begin(self, dialog: BeginDialog) -> None:
        dialog.made.connect(self._on_made)
        dialog.open()

    def _on_made(self, made: ConversationWithMessages) -> None:
        self.conversations.model.changed(0)
        self.open(made.id)
        self.talk.composer.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ connections

    def _connect(self) -> None:
        composer, header = self.talk.composer, self.talk.header
        self.conversations.chosen.connect(self.talk.open)
        self.conversations.write_wanted.connect(composer.editor.setFocus)
        self.conversations.new_wanted.connect(self.begin_new)
        self.conversations.paste_wanted.connect(self.begin_paste)
        self.conversations.import_wanted.connect(self.begin_import)
        self.conversations.delete_wanted.connect(self._actions.delete)
        self.conversations.menu_wanted.connect(self._actions.menu)
        self.conversations.model.settled.connect(self._on_settled)
        header.solve_wanted.connect(self._actions.solve)
        header.record_wanted.connect(self.open_record)
        header.menu_wanted.connect(self._actions.menu)
        header.drawer_wanted.connect(self.panes.toggle_drawer)
        self.panes.drawer_changed.connect(self._on_drawer)
        self.talk.opened.connect(self._on_opened)
        self.suggestions.taken.connect(self._on_taken)
        self.suggestions.offered.connect(composer.offer_sentences)
        self.suggestions.open_article.connect(partial(self.elsewhere.emit, "knowledge"))
        drafts = self.suggestions.drafts
        drafts.sentence_feed.more.connect(composer.sentence_offer.more)
        drafts.dropped.connect(composer.editor.drop)
        drafts.running.connect(self._on_drafting)
        self._replying.sent.connect(self._on_sent)
        composer.keep_wanted.connect(self._keep_macro)
        self.context.link.attached.connect(self._on_attached)

    def _on_attached(self) -> None:
        self.conversations.read()
        self.context.engine.me(self).then(self._know)

    def _know(self, me: Me) -> None:
        for part in (self.conversations, self.talk, self._actions, self._replying):
            part.know(me)

    def _on_settled(self) -> None:
        """Keep the displayed conversation selected; after the first load select the first one."""
        shown = self.talk.conversation
        if shown is not None:
            if self.conversations.list.currentIndex().row() < 0:
                self.conversations.list.choose(shown.id, quiet=True)
        elif self._asked is None and self.conversations.model.rowCount():
            self._asked = (0, 0)
            self.conversations.list.step(0)

    def _on_opened(self, conversation: ConversationWithMessages | None) -> None:
        if conversation is not None and self._replying.busy_with(conversation.id):
            return  # the use of the suggestions has to be reported first
        said = [one for one in conversation.messages if one.role != "note"] if conversation else []
        if conversation is None or not said or said[-1].role != "customer":
            self._asked = (conversation.id if conversation else 0, 0)
            self.suggestions.ask(None)
            return
        asked = (conversation.id, said[-1].id)
        if asked != self._asked:
            self._asked = asked
            self.suggestions.ask(contracts.SuggestionRequest(conversation_id=conversation.id))

    def _on_sent(self, text: str, id_: int) -> None:
        self.suggestions.sent(text, id_)
        self._on_opened(self.talk.conversation)

    def _on_taken(self, taken: Taken) -> None:
        self.talk.spelling.allow(taken.text)
        self.talk.composer.take(taken.text, taken.article_id)
        self.panes.close_drawer()

    def _offer_card(self, number: int) -> None:
        """Offer the sentences of a card one by one; card 0 is the draft."""
        if number == 0:
            finished = self.suggestions.drafts.offer_sentences()
            self.talk.composer.offer_sentences(finished, asked=True)
            return
        self.suggestions.drafts.sentence_feed.end()
        answered = self.suggestions.answered
        for suggestion in answered.cards if answered is not None else ():
            if suggestion.card == number:
                self.talk.composer.offer_sentences(sentences(suggestion.text), asked=True)

    def _keep_macro(self, text: str) -> None:
        from gui.inbox.macro_dialog import MacroDialog

        conversation = self.talk.conversation
        lang = conversation.lang if conversation is not None else ""
        MacroDialog(self.context, text, lang, self).open()

    def _on_drawer(self, narrow: bool, is_open: bool) -> None:
        self.talk.header.show_drawer_button(wanted=narrow, open_=is_open)
        self._escape.setEnabled(is_open or self.suggestions.drafts.is_running)
        if not is_open and self.isVisible() and self.talk.conversation is not None:
            self.talk.composer.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_drafting(self, running: bool) -> None:
        """Let Escape stop a running draft before it does anything else."""
        self.talk.composer.editor.stopping = running
        self._escape.setEnabled(running or self.panes.drawer_open)

    def _on_escape(self) -> None:
        if self.suggestions.drafts.is_running:
            self.suggestions.drafts.stop()
        else:
            self.panes.close_drawer()

    def _more_keys(self) -> None:
        self._key("/", self.conversations.focus_search)
        self._key("Ctrl+F", self.conversations.focus_search)
        self._key("Ctrl+Enter", self.talk.composer.copy_reply)
        for number in range(4):
            self._key(f"Alt+Shift+{number}", partial(self._offer_card, number))
        self._escape = self._key("Esc", self._on_escape)
        self._escape.setEnabled(self.panes.drawer_open)

    def _key(self, keys: str, run: Any) -> QShortcut:
        """Add a shortcut that works while this page is in view."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(run)
        return shortcut
