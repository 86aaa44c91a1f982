"""The engine's routes as typed methods, one per route. Each `Call` is owned by the caller."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QIODevice, QObject
from PySide6.QtNetwork import QNetworkReply

from assistant import contracts
from gui.engine.call import Call, Stream
from gui.engine.client import Query, reads
from gui.engine.groups import GroupVerbs
from gui.engine.training import TrainingVerbs
from gui.engine.transcripts import TranscriptVerbs

if TYPE_CHECKING:
    from assistant.contracts import (
        ActorBody,
        Article,
        ArticleBody,
        ArticleChange,
        ArticleMerge,
        BundleRequest,
        ConversationBody,
        ConversationChange,
        CustomerBody,
        DraftBody,
        EngineSettingsChange,
        EraseRequest,
        FeedbackBody,
        MacroBody,
        MessageBody,
        ReplyRequest,
        SuggestionRequest,
    )


class Engine(TranscriptVerbs, TrainingVerbs, GroupVerbs):
    """Client of the engine's API. Ids are those of the store; query fields are those of the API."""

    # ------------------------------------------------------------ answers

    def suggest(self, request: SuggestionRequest, owner: QObject) -> Stream:
        """Stream of `understood`, `sources`, `suggestion`…, `done`; or `error`."""
        closing = frozenset({"done", "error"})
        return self.client.stream("POST", "/suggestions", owner, request, closing=closing)

    def reply(self, request: ReplyRequest, owner: QObject) -> Stream:
        """Stream of `draft`, `waiting`…, `text`…, `evidence`…, `fallback`, `draft-done`; or
        `error`."""
        closing = frozenset({"draft-done", "error"})
        return self.client.stream("POST", "/replies", owner, request, closing=closing)

    def writer(self, owner: QObject) -> Call:
        """`ModelStatus`: what writes drafts, and its state."""
        return self._get("/writer", contracts.ModelStatus, owner)

    def search(self, text: str, owner: QObject, *, limit: int = 10) -> Call:
        """`SearchResults`."""
        return self._get("/search", contracts.SearchResults, owner, {"q": text, "limit": limit})

    def tell(self, feedback: FeedbackBody, owner: QObject) -> Call:
        """Record what the agent did with a suggestion."""
        return self._send("POST", "/feedback", contracts.Feedback, owner, feedback)

    # ------------------------------------------------------------ articles

    def articles(self, query: Query, owner: QObject) -> Call:
        """`ArticlePage`; fields: q, kind, tag, lang, source, unused, older_than, cursor, limit."""
        return self._get("/articles", contracts.ArticlePage, owner, query)

    def article(self, id_: int, owner: QObject) -> Call:
        return self._get(f"/articles/{id_}", contracts.Article, owner)

    def create_article(self, body: ArticleBody, owner: QObject) -> Call:
        return self._send("POST", "/articles", contracts.Article, owner, body)

    def change_article(self, id_: int, change: ArticleChange, owner: QObject) -> Call:
        return self._send("PUT", f"/articles/{id_}", contracts.Article, owner, change)

    def delete_article(self, id_: int, owner: QObject) -> Call:
        return self._send("DELETE", f"/articles/{id_}", None, owner)

    def article_history(self, id_: int, owner: QObject) -> Call:
        """`list[ArticleVersion]`, newest first."""
        return self._get(f"/articles/{id_}/history", list[contracts.ArticleVersion], owner)

    def restore_article(self, id_: int, version: int, owner: QObject) -> Call:
        body = {"version": version}
        return self._send("POST", f"/articles/{id_}/restore", contracts.Article, owner, body)

    def neighbours(self, body: ArticleBody, owner: QObject, *, without: int | None = None) -> Call:
        """`list[Neighbour]`: existing entries that an entry with this body would compete with."""
        query = {"without": without}
        return self._send(
            "POST", "/articles/neighbours", list[contracts.Neighbour], owner, body, query
        )

    def duplicates(self, owner: QObject, *, cursor: int | None = None) -> Call:
        """`DuplicatePage`."""
        return self._get("/articles/duplicates", contracts.DuplicatePage, owner, {"cursor": cursor})

    def merge_articles(self, merge: ArticleMerge, owner: QObject) -> Call:
        return self._send("POST", "/articles/merge", contracts.Article, owner, merge)

    def tell_apart(self, one: Article, other: Article, owner: QObject) -> Call:
        """Record that two entries, in their current versions, are not duplicates."""
        versions = {"version": one.version, "other_version": other.version}
        path = f"/articles/{one.id}/told-apart/{other.id}"
        return self._send("PUT", path, None, owner, query=versions)

    def compare_again(self, one: int, other: int, owner: QObject) -> Call:
        """Withdraw the record that two entries are not duplicates."""
        return self._send("DELETE", f"/articles/{one}/told-apart/{other}", None, owner)

    def tags(self, owner: QObject) -> Call:
        """`list[TagCount]`, most frequent first."""
        return self._get("/tags", list[contracts.TagCount], owner)

    def sources(self, owner: QObject) -> Call:
        """`list[ImportedSource]`."""
        return self._get("/sources", list[contracts.ImportedSource], owner)

    def remove_source(self, id_: int, owner: QObject) -> Call:
        return self._send("DELETE", f"/sources/{id_}", None, owner)

    # ------------------------------------------------------------ imports and jobs

    def upload(
        self,
        file: Path,
        owner: QObject,
        *,
        mapping: str = "",
        dry_run: bool = False,
        name: str = "",
    ) -> Call | None:
        """Upload a file to import; `Job`. None if the file cannot be opened.

        Args:
            file: Its bytes are sent unchanged.
            owner: Owner of the call.
            mapping: JSON object: field of an article → column.
            dry_run: Write nothing; the result of the job contains a preview.
            name: Name of the source; the file name by default.
        """
        content = QFile(str(file))
        if not content.open(QIODevice.OpenModeFlag.ReadOnly):
            return None
        query = {"name": name or file.name, "mapping": mapping, "dry_run": dry_run}
        return self.client.upload("/imports/upload", content, reads(contracts.Job), owner, query)

    def job(self, id_: int, owner: QObject) -> Call:
        return self._get(f"/jobs/{id_}", contracts.Job, owner)

    def jobs(self, owner: QObject, *, limit: int = 50) -> Call:
        return self._get("/jobs", contracts.JobPage, owner, {"limit": limit})

    def cancel_job(self, id_: int, owner: QObject) -> Call:
        return self._send("POST", f"/jobs/{id_}/cancel", contracts.Job, owner)

    def add_demo(self, owner: QObject) -> Call:
        """`list[Job]`: the imports of the demo knowledge base."""
        return self._send("POST", "/demo", list[contracts.Job], owner)

    def remove_demo(self, owner: QObject) -> Call:
        return self._send("DELETE", "/demo", None, owner)

    # ------------------------------------------------------------ conversations and customers

    def conversations(self, query: Query, owner: QObject) -> Call:
        """`ConversationPage`; fields: q, status, assignee_id, customer_id, cursor, limit."""
        return self._get("/conversations", contracts.ConversationPage, owner, query)

    def conversation(self, id_: int, owner: QObject) -> Call:
        return self._get(f"/conversations/{id_}", contracts.ConversationWithMessages, owner)

    def create_conversation(self, body: ConversationBody, owner: QObject) -> Call:
        return self._send("POST", "/conversations", contracts.ConversationWithMessages, owner, body)

    def change_conversation(self, id_: int, change: ConversationChange, owner: QObject) -> Call:
        return self._send("PATCH", f"/conversations/{id_}", contracts.Conversation, owner, change)

    def delete_conversation(self, id_: int, owner: QObject) -> Call:
        return self._send("DELETE", f"/conversations/{id_}", None, owner)

    def add_message(self, id_: int, body: MessageBody, owner: QObject) -> Call:
        return self._send("POST", f"/conversations/{id_}/messages", contracts.Message, owner, body)

    def split_chat(self, text: str, owner: QObject) -> Call:
        """`SplitChat`: the messages of a copied chat."""
        return self._send(
            "POST", "/conversations/split", contracts.SplitChat, owner, {"text": text}
        )

    def draft(self, id_: int, owner: QObject) -> Call:
        """`Draft | None`: the unsent text of this agent in a conversation."""
        return self._get(f"/conversations/{id_}/draft", contracts.Draft | None, owner)

    def keep_draft(self, id_: int, body: DraftBody, owner: QObject) -> Call:
        return self._send("PUT", f"/conversations/{id_}/draft", None, owner, body)

    def customers(self, query: Query, owner: QObject) -> Call:
        return self._get("/customers", contracts.CustomerPage, owner, query)

    def customer(self, id_: int, owner: QObject) -> Call:
        return self._get(f"/customers/{id_}", contracts.Customer, owner)

    def create_customer(self, body: CustomerBody, owner: QObject) -> Call:
        return self._send("POST", "/customers", contracts.Customer, owner, body)

    def change_customer(self, id_: int, body: CustomerBody, owner: QObject) -> Call:
        return self._send("PUT", f"/customers/{id_}", contracts.Customer, owner, body)

    # ------------------------------------------------------------ macros

    def macros(self, owner: QObject) -> Call:
        """`list[Macro]`, by name."""
        return self._get("/macros", list[contracts.Macro], owner)

    def create_macro(self, body: MacroBody, owner: QObject) -> Call:
        return self._send("POST", "/macros", contracts.Macro, owner, body)

    def change_macro(self, id_: int, body: MacroBody, owner: QObject) -> Call:
        return self._send("PUT", f"/macros/{id_}", contracts.Macro, owner, body)

    def delete_macro(self, id_: int, owner: QObject) -> Call:
        return self._send("DELETE", f"/macros/{id_}", None, owner)

    # ------------------------------------------------------------ administration

    def health(self, owner: QObject) -> Call:
        return self._get("/health", contracts.Health, owner)

    def me(self, owner: QObject) -> Call:
        return self._get("/me", contracts.Me, owner)

    def settings(self, owner: QObject) -> Call:
        return self._get("/settings", contracts.EngineSettings, owner)

    def change_settings(self, change: EngineSettingsChange, owner: QObject) -> Call:
        return self._send("PATCH", "/settings", contracts.EngineSettings, owner, change)

    def backups(self, owner: QObject) -> Call:
        """`list[Backup]`, newest first."""
        return self._get("/backups", list[contracts.Backup], owner)

    def back_up(self, owner: QObject) -> Call:
        return self._send("POST", "/backups", contracts.Backup, owner)

    def restore_backup(self, name: str, owner: QObject) -> Call:
        return self._send("POST", f"/backups/{name}/restore", None, owner)

    def erase(self, request: EraseRequest, owner: QObject) -> Call:
        return self._send("POST", "/erasures", contracts.EraseReport, owner, request)

    def audit(self, query: Query, owner: QObject) -> Call:
        return self._get("/audit", contracts.AuditPage, owner, query)

    def recovery_key(self, owner: QObject) -> Call:
        return self._get("/recovery-key", contracts.RecoveryKey, owner)

    def actors(self, owner: QObject) -> Call:
        return self._get("/actors", list[contracts.ActorInfo], owner)

    def add_actor(self, body: ActorBody, owner: QObject) -> Call:
        return self._send("POST", "/actors", contracts.ActorWithToken, owner, body)

    def disable_actor(self, id_: int, owner: QObject) -> Call:
        return self._send("DELETE", f"/actors/{id_}", None, owner)

    def take_bundle(self, request: BundleRequest, owner: QObject) -> Call:
        """`Job`, whose result is a `BundleContent`: checks a bundle file on the engine's machine
        and, unless it is a dry run, applies it."""
        return self._send("POST", "/bundles", contracts.Job, owner, request)

    def change_embedding_model(self, folder: str, owner: QObject) -> Call:
        return self._send("POST", "/embedding-model", contracts.Job, owner, {"folder": folder})

    def export(self, what: str, owner: QObject, *, form: str = "") -> QNetworkReply:
        """Download `articles` (form `csv` or `jsonl`) or `conversations`, read as the data
        arrives."""
        return self.client.download(f"/export/{what}", owner, {"format": form})
