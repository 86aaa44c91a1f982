"""Switching the embedding model: the old index serves until the new one is complete."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.contracts import ArticleBody
from assistant.engine import Engine
from assistant.errors import CodedError
from assistant.paths import Home
from assistant.store.database import OWNER
from retrieval import default_model
from retrieval.embedder_export.prepare import prepare
from retrieval.retriever import Query

_COUNT = 150


@pytest.fixture(scope="module")
def other_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default model exported in another precision, so with other vectors and another id."""
    try:
        source = default_model.locate_source()
    except CodedError:
        pytest.skip("the default model's package is not installed")
    folder = tmp_path_factory.mktemp("models") / "other"
    for _ in prepare(source, folder, precision="fp32"):
        pass
    return folder


def test_the_old_index_serves_until_the_new_one_is_full(home: Home, other_model: Path) -> None:
    engine = Engine(home)
    engine.start()
    try:
        with engine.knowledge.edit(OWNER) as edit:
            drafts = [_draft(number) for number in range(_COUNT)]
            edit.create(drafts, engine.knowledge.index.encode(drafts))
        before = engine.health().embedding_model
        job = engine.adopt(OWNER, other_model)
        added = engine.knowledge.create(OWNER, _body("Do you sell purple umbrellas?"))
        while engine.jobs.get(job.id).state in ("queued", "running"):
            assert _found(engine, "Question number 7 about shelf 7") is not None
            time.sleep(0.01)
        assert engine.jobs.get(job.id).state == "done"
        health = engine.health()
        assert health.embedding_model != before
        assert health.indexed == health.entries == _COUNT + 1
        assert _found(engine, "Do you sell purple umbrellas?") == added.id
    finally:
        engine.close()
    again = Engine(home)
    try:
        assert again.health().embedding_model == health.embedding_model
    finally:
        again.close()


def test_a_folder_without_a_model_is_refused(home: Home, tmp_path: Path) -> None:
    engine = Engine(home)
    try:
        with pytest.raises(CodedError) as refused:
            engine.adopt(OWNER, tmp_path)
        assert refused.value.code.startswith("model.")
    finally:
        engine.close()


def _found(engine: Engine, text: str) -> int | None:
    hits = engine.knowledge.search(Query(text=text)).hits
    return hits[0].id if hits else None


def _body(question: str) -> ArticleBody:
    return ArticleBody(questions=[question], answer="Yes, in every size.", lang="en")


def _draft(number: int):  # type: ignore[no-untyped-def]
    from assistant.store.articles import ArticleDraft

    return ArticleDraft(
        questions=(f"Question number {number} about shelf {number}",),
        answer=f"Shelf {number} stands in hall {number % 7}.",
        lang="en",
    )
