"""The engine: owns and maintains the store, knowledge and jobs of one home."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator, Iterator, Mapping
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from assistant import answering, deployed, erasure, model_paths, settings
from assistant.background_work import report_failures
from assistant.contracts import (
    DraftEvent,
    Health,
    Job,
    Notice,
    ReplyRequest,
    StreamEvent,
    SuggestionRequest,
)
from assistant.daily_backup import back_up_daily
from assistant.dialogue import Dialogue
from assistant.duplicates import Duplicates
from assistant.errors import InputError
from assistant.events import BACKUPS, EVERYTHING, WRITER, Hub
from assistant.jobs import Jobs, Step
from assistant.knowledge import Knowledge
from assistant.models.shelf import Shelf
from assistant.models.starter_job import bring_starter
from assistant.paths import Home
from assistant.store import articles_read, backups, keys, restoring
from assistant.store.database import Actor, Change, Store, Transaction
from assistant.store.opening import interrupt_jobs, open_store
from assistant.transcripts.kept.lazy_store import Transcripts
from assistant.understanding.understanding import Understanding
from retrieval.embedder import Embedder
from retrieval.embedder_errors import ModelDamagedError
from retrieval.embedder_manifest import read_manifest

if TYPE_CHECKING:
    from assistant.drafting.identifiers import OtherCustomers
    from assistant.evidence.judge import Judge

_QUIET_S = 2.0
"""Seconds without writes after which the write-ahead log is checkpointed."""
_HOUSEKEEPING_S = 300.0


class Engine:
    """One engine per home; the caller holds the home's lock.

    Attributes:
        home, settings: The home folder and the current settings.
        store, knowledge, duplicates, jobs, hub, shelf, dialogue, transcripts: Its components.
        notices: Messages that a person should see.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self.settings = settings.load(home)
        self.hub = Hub()
        self.notices: list[Notice] = []
        self.shelf = Shelf(
            model_paths.dialogue_models(home, self.settings.models_folder),
            built_in=model_paths.built_in_models(),
        )
        self.shelf.clean()
        self.dialogue = Dialogue(
            self.shelf, settings=lambda: self.settings, changed=lambda: self.hub.changed(WRITER)
        )
        self._started = time.monotonic()
        self._process = psutil.Process()
        self._swapping = threading.RLock()
        self._embedder = self._load_embedder()
        self._open()

    def _load_embedder(self) -> Embedder:
        folder = model_paths.embedding_model(self.home, self.settings.embedding_model)
        return Embedder(folder, threads=self.settings.threads or None)

    def _open(self) -> None:
        opened = open_store(self.home)
        self.store: Store = opened.store
        self.notices += [Notice(code=n.code, text=n.text, remedy=n.remedy) for n in opened.notices]
        # on every start: a restore may have been interrupted, or a store copied back by hand
        erasure.apply_again(self.store, self.home)
        if interrupted := interrupt_jobs(self.store):
            self.notices.append(
                Notice(
                    code="jobs.interrupted",
                    text=f"{interrupted} jobs did not end before the engine did.",
                    remedy="Start them again: what they had finished is kept",
                )
            )
        self.knowledge = Knowledge(self.store, self._embedder)
        self.understanding = Understanding(self.home, lambda: self.knowledge.index.embedder)
        self.duplicates = Duplicates(self.store, self.knowledge)
        self.jobs = Jobs(self.store, self.hub)
        self.transcripts = Transcripts(self.home, self.store.key, self._tell)
        self._stop = threading.Event()
        self._written = threading.Event()
        self.store.follow(self._on_change)
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start background threads: fill indexes, load the writer, housekeeping, starter model."""
        self._stop.clear()
        works = (("fill", self._fill), ("model", self.dialogue.follow), ("house", self._keep_house),
                 ("starter", partial(bring_starter, self, self._stop)))  # fmt: skip
        for name, work in works:
            thread = threading.Thread(
                target=report_failures, args=(name, work, self._tell), name=name, daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """Stop everything, checkpoint the store and close it. Safe to call twice."""
        self.hub.close()
        self.dialogue.close()
        self._rest()
        self.jobs.close()
        self.transcripts.close()
        self.store.close()

    def _rest(self) -> None:
        """Stop the background threads. The caller must hold no lock that they may wait for."""
        self._stop.set()
        self._written.set()
        for thread in self._threads:
            thread.join(timeout=60)
        self._threads.clear()

    # ------------------------------------------------------------ what it offers

    def answer(self, request: SuggestionRequest) -> Iterator[answering.AnswerEvent]:
        """Stream suggestions for a message as events; raises as `answering.answer` does."""
        parts = self.store, self.knowledge, self.settings
        return answering.answer(*parts, request, self.understanding)

    def reply(self, request: ReplyRequest, agent: str = "") -> Iterator[DraftEvent]:
        """Stream a draft as events, for the agent named; raises as `replying.reply` does."""
        # imported late: it takes 0.1 s, which should not delay the start of the engine
        from assistant.drafting import replying

        judge, others = self._reviewers
        generate = self.dialogue.writer(request.writer)
        parts = self.store, self.knowledge, self.settings, judge, others, generate
        return replying.reply(replying.Writing(*parts, agent, self.understanding.feels), request)

    @cached_property
    def _reviewers(self) -> tuple[Judge, OtherCustomers]:
        from assistant.drafting.identifiers import OtherCustomers
        from assistant.evidence.judge import Judge

        return Judge(self._embedder), OtherCustomers(self.store)

    def health(self) -> Health:
        """Return the engine's version, state, sizes and notices."""
        with self.store.read() as connection:
            entries = articles_read.count(connection)
        index = self.knowledge.index
        return Health(
            version=version("replydesk"),
            state="ready" if index.filled.is_set() else "starting",
            pid=os.getpid(),
            store_id=keys.read_identity(self.home).store_id,
            entries=entries,
            indexed=len(index.retriever),
            embedding_model=index.embedder.model_id,
            upload_megabytes=self.settings.upload_megabytes,
            notices=self.notices,
            memory_mb=round(self._process.memory_info().rss / 2**20, 1),
            uptime_s=round(time.monotonic() - self._started, 1),
        )

    def adopt(self, actor: Actor, folder: Path) -> Job:
        """Change the embedding model, as a job; the old index serves until the new one is full.

        Raises:
            InputError: The folder does not hold a complete prepared model.
        """
        try:
            read_manifest(folder, verify=True)
        except (ModelDamagedError, ValueError) as error:
            # the engine's own model is fine: the fault is in the folder that was named
            raise InputError(
                expected="the folder of a prepared embedding model",
                found="none there, or a damaged one",
                remedy="Make one with: replydesk prepare --model FOLDER",
                code="model.not-prepared",
            ) from error

        def work() -> Generator[Step, None, dict[str, Any]]:
            embedder = Embedder(folder, threads=self.settings.threads or None)
            with self.store.read() as connection:
                total = articles_read.count(connection)
            for done in self.knowledge.adopt(embedder, self._stop):
                yield Step(done, total)
            with self.store.write(actor) as transaction:
                transaction.audit("embedding-model.changed", embedder.model_id)
                self._set(transaction, {"embedding_model": str(folder)})
            return {"embedding_model": embedder.model_id}

        return self.jobs.submit(actor, "embedding-model", {"folder": str(folder)}, work)

    def change_settings(self, actor: Actor, values: Mapping[str, Any]) -> None:
        """Change settings; they take effect at once and are saved to the settings file.

        Raises:
            SettingDeployedError: The machine's administrator fixed one of them.
            SettingsError: The file was edited meanwhile and is not valid any more.
            HomeUnwritableError, StoreFullError: The file cannot be written; nothing was changed.
        """
        deployed.in_force().refuse(set(values))
        with self.store.write(actor) as transaction:
            transaction.audit("settings.changed", "settings", **values)
            self._set(transaction, values)
        if "drafts" in values:
            self.dialogue.follow()

    def _set(self, transaction: Transaction, values: Mapping[str, Any]) -> None:
        """Save settings; called last before the commit, under the writers' lock, to lose none."""
        transaction.touch("settings")
        # edits made to the file by hand meanwhile are kept, and take effect at the next start
        settings.save(self.home, settings.changed(settings.load(self.home), values))
        self.settings = settings.changed(self.settings, values)

    def restore(self, actor: Actor, name: str) -> None:
        """Replace the store by a backup, after backing up the present store.

        Jobs are cancelled; readers keep their snapshot; writers wait.

        Raises:
            NotFoundError: There is no backup of this name.
            StoreDamagedError: The backup fails verification; the store is unchanged.
            StoreFullError: No space for the copy; the store is unchanged.
            ConflictError: A job does not stop; the store is unchanged.
        """
        with self._swapping:
            backup = backups.find(self.home, name)
            backups.verify(backup.path, self.store.key)
            with self.jobs.paused():
                self._rest()
                try:
                    self._replace(actor, backup)
                finally:
                    self.start()
        self.hub.changed(EVERYTHING, change_seq=self.store.change_seq())
        self.hub.publish(StreamEvent(type="health", health=self.health()))

    def _replace(self, actor: Actor, backup: backups.Backup) -> None:
        with self.knowledge.changing, self.store.exclusive():
            backups.make(self.home, self.store.key, "restore")
            self.hub.changed(BACKUPS)  # this backup is kept even if the rest fails
            restoring.restore_open(self.store, self.home, backup, actor)
            try:
                erasure.apply_again(self.store, self.home)
                interrupt_jobs(self.store)
            finally:
                self.knowledge.start_over()

    # ------------------------------------------------------------ in the background

    def _on_change(self, change: Change) -> None:
        self._written.set()
        self.hub.changed(*change.topics, change_seq=change.change_seq)

    def _fill(self) -> None:
        for _ in self.knowledge.index.fill(self.knowledge.changing, self._stop):
            pass
        if not self._stop.is_set():
            self.hub.publish(StreamEvent(type="health", health=self.health()))

    def _keep_house(self) -> None:
        """Checkpoint the store when nobody writes; make and rotate the daily backup."""
        while not self._stop.is_set():
            report_failures("backup", self._back_up, self._tell)
            if self._written.wait(_HOUSEKEEPING_S):
                while self._written.is_set() and not self._stop.is_set():
                    self._written.clear()
                    self._stop.wait(_QUIET_S)
                if not self._stop.is_set():  # the stopper may hold the writers' lock and await us
                    report_failures("checkpoint", self.store.checkpoint, self._tell)

    def _back_up(self) -> None:
        # not while a job runs: the backup is made after it
        wanted = self.settings.daily_backup and not self.jobs.active
        back_up_daily(self.home, self.store, self.hub, wanted=wanted)

    def _tell(self, notice: Notice) -> None:
        if all(known.code != notice.code for known in self.notices):
            self.notices.append(notice)
            self.hub.publish(StreamEvent(type="health", health=self.health()))
