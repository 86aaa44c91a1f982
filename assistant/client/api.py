"""Typed client of the engine's API: one method per route, with contract types as results."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from pydantic import TypeAdapter

from assistant.client.attach import Waiting, attach, start
from assistant.client.bundles import Bundles
from assistant.client.problems import to_error
from assistant.client.transcripts import Transcripts
from assistant.client.transport import Query, Transport
from assistant.contracts import (
    ActorBody,
    ActorInfo,
    ActorWithToken,
    Answer,
    Article,
    ArticleBody,
    ArticleChange,
    ArticlePage,
    ArticleVersion,
    AuditPage,
    Backup,
    Customer,
    CustomerPage,
    Done,
    EmbeddingModelRequest,
    EraseReport,
    EraseRequest,
    Health,
    ImportedSource,
    ImportRequest,
    Job,
    JobPage,
    ModelAddRequest,
    ModelShelf,
    ProblemDetails,
    RecoveryKey,
    SearchResults,
    ShelvedModel,
    Suggestion,
    SuggestionRequest,
    Understood,
)
from assistant.errors import EngineUnreachableError
from assistant.paths import Home

_OVER = frozenset({"done", "failed", "cancelled", "interrupted"})
_POLL_S = 0.1


class Client(Bundles, Transcripts):
    """Client of one engine, to be used as a context manager. Every call may raise a `CodedError`:
    the engine refused the request, or it cannot be reached."""

    def __init__(self, transport: Transport, *, started: Health | None = None) -> None:
        super().__init__(transport)
        self.started = started
        """Health of the engine at its start, if it was started for this client, else None."""

    @classmethod
    def local(cls, home: Home, *, waiting: Waiting | None = None) -> Client:
        """Connect to the engine of a home, starting it if necessary."""
        found = attach(home)
        if found is not None:
            return cls(found[0])
        transport, health = start(home, waiting=waiting)
        return cls(transport, started=health)

    @classmethod
    def remote(cls, address: str, token: str) -> Client:
        """Create a client of a company server."""
        return cls(Transport(address, token))

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.transport.close()

    # ------------------------------------------------------------ the engine itself

    def health(self) -> Health:
        return self._get(Health, "/health")

    def wait_until_ready(self, *, waiting: Waiting | None = None) -> Health:
        """Wait until the indexes hold the whole store; earlier answers may miss entries."""
        started = time.monotonic()
        while (health := self.health()).state != "ready":
            if waiting is not None:
                waiting(time.monotonic() - started)
            time.sleep(_POLL_S / 5)
        return health

    def shutdown(self) -> None:
        self.transport.call("POST", "/shutdown")

    # ------------------------------------------------------------ answers

    def answer(self, request: SuggestionRequest) -> Answer:
        """Request suggestions and collect the whole stream into one value."""
        language, suggestions = "", []
        for event in self.transport.events("POST", "/suggestions", body=request):
            if event.name == "understood":
                language = Understood.model_validate_json(event.data).language
            elif event.name == "suggestion":
                suggestions.append(Suggestion.model_validate_json(event.data))
            elif event.name == "error":
                raise to_error(ProblemDetails.model_validate_json(event.data))
            elif event.name == "done":
                done = Done.model_validate_json(event.data)
                return Answer(
                    language=language,
                    abstained=done.abstained,
                    suggestions=suggestions,
                    timings_ms=done.timings_ms,
                )
        raise EngineUnreachableError(
            expected="a whole answer",
            found="a stream that ended in the middle",
            remedy="Ask again; the engine may have been restarted",
        )

    def search(self, query: str, *, lang: str = "", limit: int = 10) -> SearchResults:
        return self._get(SearchResults, "/search", {"q": query, "lang": lang, "limit": limit})

    # ------------------------------------------------------------ knowledge

    def articles(self, query: Query) -> ArticlePage:
        return self._get(ArticlePage, "/articles", query)

    def article(self, id_: int) -> Article:
        return self._get(Article, f"/articles/{id_}")

    def create_article(self, body: ArticleBody) -> Article:
        return self._send(Article, "POST", "/articles", body)

    def change_article(self, id_: int, change: ArticleChange) -> Article:
        return self._send(Article, "PUT", f"/articles/{id_}", change)

    def delete_article(self, id_: int) -> None:
        self.transport.call("DELETE", f"/articles/{id_}")

    def article_history(self, id_: int) -> list[ArticleVersion]:
        return self._list(ArticleVersion, f"/articles/{id_}/history")

    def restore_article(self, id_: int, version: int) -> Article:
        content = self.transport.call("POST", f"/articles/{id_}/restore", body={"version": version})
        return Article.model_validate_json(content)

    def sources(self) -> list[ImportedSource]:
        return self._list(ImportedSource, "/sources")

    def remove_source(self, id_: int) -> None:
        self.transport.call("DELETE", f"/sources/{id_}")

    # ------------------------------------------------------------ customers

    def customers(self, query: Query) -> CustomerPage:
        return self._get(CustomerPage, "/customers", query)

    def customer(self, id_: int) -> Customer:
        return self._get(Customer, f"/customers/{id_}")

    # ------------------------------------------------------------ jobs

    def import_path(self, request: ImportRequest) -> Job:
        """Let the engine import a file of this machine."""
        return self._send(Job, "POST", "/imports", request)

    def import_upload(self, file: Path, query: Query) -> Job:
        """Upload a file to the engine and import it."""
        return Job.model_validate_json(self.transport.upload("/imports/upload", file, query=query))

    def job(self, id_: int) -> Job:
        return self._get(Job, f"/jobs/{id_}")

    def jobs(self, *, cursor: int | None = None, limit: int = 50) -> JobPage:
        return self._get(JobPage, "/jobs", {"cursor": cursor, "limit": limit})

    def change_embedding_model(self, folder: Path) -> Job:
        """Let the engine change to a prepared embedding model of this machine."""
        request = EmbeddingModelRequest(folder=str(folder))
        return self._send(Job, "POST", "/embedding-model", request)

    def cancel_job(self, id_: int) -> Job:
        return Job.model_validate_json(self.transport.call("POST", f"/jobs/{id_}/cancel"))

    def follow_job(self, id_: int) -> Iterator[Job]:
        """Poll a job ten times a second and yield it, until it has ended."""
        while True:
            job = self.job(id_)
            yield job
            if job.state in _OVER:
                return
            time.sleep(_POLL_S)

    def add_demo(self) -> list[Job]:
        """Import the demo data; return the import jobs."""
        return TypeAdapter(list[Job]).validate_json(self.transport.call("POST", "/demo"))

    def remove_demo(self) -> None:
        self.transport.call("DELETE", "/demo")

    # ------------------------------------------------------------ dialogue models

    def models(self) -> ModelShelf:
        return self._get(ModelShelf, "/models")

    def add_model(self, request: ModelAddRequest) -> Job:
        """Let the engine add a model folder of its machine."""
        return self._send(Job, "POST", "/models", request)

    def verify_model(self, id_: str) -> ShelvedModel:
        return self._post(ShelvedModel, f"/models/{quote(id_, safe='')}/verify")

    def use_model(self, id_: str) -> ModelShelf:
        return self._post(ModelShelf, f"/models/{quote(id_, safe='')}/use")

    def roll_back_model(self) -> ModelShelf:
        return self._post(ModelShelf, "/models/rollback")

    def remove_model(self, id_: str) -> None:
        self.transport.call("DELETE", f"/models/{quote(id_, safe='')}")

    # ------------------------------------------------------------ administration

    def backups(self) -> list[Backup]:
        return self._list(Backup, "/backups")

    def back_up(self) -> Backup:
        return Backup.model_validate_json(self.transport.call("POST", "/backups"))

    def restore_backup(self, name: str) -> None:
        self.transport.call("POST", f"/backups/{quote(name, safe='')}/restore")

    def erase(self, request: EraseRequest) -> EraseReport:
        return self._send(EraseReport, "POST", "/erasures", request)

    def audit(self, *, cursor: int | None = None, limit: int = 50) -> AuditPage:
        return self._get(AuditPage, "/audit", {"cursor": cursor, "limit": limit})

    def recovery_key(self) -> RecoveryKey:
        return self._get(RecoveryKey, "/recovery-key")

    def actors(self) -> list[ActorInfo]:
        return self._list(ActorInfo, "/actors")

    def add_actor(self, body: ActorBody) -> ActorWithToken:
        return self._send(ActorWithToken, "POST", "/actors", body)

    def disable_actor(self, id_: int) -> None:
        self.transport.call("DELETE", f"/actors/{id_}")
