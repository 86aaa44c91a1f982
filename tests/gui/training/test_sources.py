"""What is learnt from: exports, a table of this computer, and the model it begins with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.contracts import (
    ModelShelf,
    RecipeInfo,
    ShelvedModel,
    TrainingRequest,
    TranscriptPage,
    TranscriptSet,
)
from assistant.paths import Home
from gui.engine.address import Address
from gui.training.corrections import ENCODINGS
from gui.training.page import TrainingPage
from gui.training.sources_form import SourcesForm
from tests.gui.conftest import Looks
from tests.gui.engines import running_engine
from tests.gui.event_loop import settle, turn


@pytest.fixture
def form(looks: Looks) -> Iterator[SourcesForm]:
    made = SourcesForm()
    made.show()
    yield made
    made.close()
    made.deleteLater()
    turn()


def recipe(**more: object) -> RecipeInfo:
    return RecipeInfo.model_validate(
        {"kind": "intents", "title": "", "text": "", "presets": {}, "options": [], **more}
    )


def export(id_: int, name: str) -> TranscriptSet:
    return TranscriptSet.model_validate(
        {"id": id_, "name": name, "state": "approved", "created_at": "2026-11-01T10:00:00Z"}
    )


def test_a_table_is_offered_where_a_kind_takes_one(form: SourcesForm, tmp_path: Path) -> None:
    form.show_sets(TranscriptPage(items=[]), None)
    form.show_recipe(recipe(tables="text, label"), here=True)
    assert form.takes(tmp_path / "labels.XLSX")
    assert not form.takes(tmp_path / "export.zip")
    form.take_table(tmp_path / "labels.csv")
    assert form.tables() == [str(tmp_path / "labels.csv")]
    assert form.transcripts() == []
    form.show_recipe(recipe(), here=True)
    assert form.tables() == []
    form.show_recipe(recipe(tables="text, label"), here=False)
    assert form.tables() == [], "a company's server cannot read it where it lies"
    assert form.takes(tmp_path / "labels.csv")
    form.take_table(tmp_path / "labels.csv", "17")
    assert (form.tables(), form.sent_tables()) == ([], ["17"])
    assert form.forget_sent() == tmp_path / "labels.csv"
    assert form.sent_tables() == []


def test_only_models_that_can_learn_are_offered(form: SourcesForm) -> None:
    model = {"architecture": "", "parameters": 1, "context_tokens": 1, "rendering": "chat"}
    shelf = ModelShelf(items=[
        ShelvedModel.model_validate({"id": "a", "name": "Ours", "trainable": True, **model}),
        ShelvedModel.model_validate({"id": "b", "name": "Graphs only", **model}),
    ])  # fmt: skip
    form.show_models(shelf)
    form.show_recipe(recipe(bases=True), here=True)
    assert [form.base.itemText(at) for at in range(form.base.count())] == ["the one in use", "Ours"]
    form.base.setCurrentIndex(1)
    assert form.model() == "a"
    form.show_recipe(recipe(), here=True)
    assert form.model() == ""


def test_what_another_run_learnt_from_is_chosen_again(form: SourcesForm, tmp_path: Path) -> None:
    page = TranscriptPage(items=[export(n, f"export {n}") for n in (1, 2, 3)])
    tables = recipe(tables="text, label")

    def chosen(**asked: object) -> tuple[list[int], list[str], bool]:
        form.begin_as(TrainingRequest.model_validate({"kind": "intents", "name": "Ours", **asked}))
        form.show_sets(page, None)
        form.show_recipe(tables, here=True)
        return form.transcripts(), form.tables(), form.missing

    file = str(tmp_path / "labels.csv")
    assert chosen(transcripts=[2]) == ([2], [], False)
    assert form.name.text() == "Ours"
    assert chosen(transcripts=[3, 1]) == ([3, 1], [], False)
    assert chosen(tables=[file]) == ([], [file], False)
    assert chosen() == ([], [], False)
    assert chosen(transcripts=[7]) == ([], [], True)
    assert chosen(transcripts=[1, 7]) == ([], [], True)
    assert chosen(sent_tables=["17"]) == ([], [], True)
    chosen(base="gone")
    form.show_models(ModelShelf(items=[]))
    assert form.missing


def test_a_choice_stays_when_the_lists_are_read_again(form: SourcesForm) -> None:
    page = TranscriptPage(items=[export(n, f"export {n}") for n in (1, 2)])
    form.begin_as(None)
    form.show_sets(page, 1)
    assert form.transcripts() == [1]
    form.export.setCurrentIndex(form.export.findText("export 2"))
    form.show_sets(page, 1)
    assert form.transcripts() == [2]


def test_every_encoding_that_is_offered_is_one() -> None:
    assert all("".encode(name) is not None for name in ENCODINGS)


def test_a_table_is_sent_to_a_companys_server(
    page: TrainingPage, engine_home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("text,label\nwhere is it,parcel\nmy money back,refund\n", "utf-8")
    running = running_engine(engine_home)
    page.context.link.attach(Address(running.origin, running.token))
    settle(lambda: page.context.link.state.remote and page.context.link.state.usable)
    page.show_choice()
    settle(lambda: "intents" in page.choice.kinds.cards)
    page.choice.prefer("intents", {}, file)
    sources = page.choice.sources
    settle(lambda: bool(sources.sent_tables()))
    assert sources.tables() == [], "a server reads no file of this computer"
    first = sources.sent_tables()
    settle(lambda: page.choice.card.says.isVisible())
    assert not page.choice.card.start.isEnabled(), "two rows are too few"
    for held in (engine_home.training / "tables").iterdir():
        held.unlink()
    sources.changed.emit()
    settle(lambda: sources.sent_tables() not in ([], first))
    assert not page.choice.problem.isVisible(), "it was sent again without a word"
