"""The preview of an import shows the columns of a table and their detected meanings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.contracts import ImportResult
from assistant.engine import Engine
from assistant.errors import CodedError
from assistant.importing import FileToImport, run
from assistant.paths import Home
from assistant.store.database import OWNER

Tried = Callable[..., ImportResult]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        home = Home(tmp_path_factory.mktemp("home"))
        home.create()
        engine = Engine(home)
        try:
            engine.start()
            yield engine
        finally:
            engine.close()


@pytest.fixture
def tried(engine: Engine, tmp_path: Path) -> Tried:
    def try_it(
        text: str, mapping: dict[str, str] | None = None, *, dry_run: bool = True,
        whole: bool = True,
    ) -> ImportResult:  # fmt: skip
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        file = FileToImport(
            path=path, name=path.name, mapping=mapping or {}, dry_run=dry_run, whole=whole
        )
        steps = run(engine.store, engine.knowledge, OWNER, file)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return ImportResult.model_validate(end.value)

    return try_it


def test_recognised_columns_are_told(tried: Tried) -> None:
    result = tried("Q,similar 1,similar 2,Antwort,A\nWhy?,How come?,What for?,x,Because.\n")
    assert result.columns == ["Q", "similar 1", "similar 2", "Antwort", "A"]
    assert result.mapping == {
        "question": ["Q"], "variants": ["similar 1", "similar 2"], "answer": ["A"],
    }  # fmt: skip


def test_columns_that_fit_nothing_are_told_and_can_be_named(tried: Tried) -> None:
    result = tried("Frage,Antwort\nWarum?,Darum.\n")
    assert (result.columns, result.mapping) == (["Frage", "Antwort"], {})
    assert [problem.code for problem in result.problems] == ["table.columns"]
    assert result.read == 0
    named = tried("Frage,Antwort\nWarum?,Darum.\n", {"question": "Frage", "answer": "Antwort"})
    assert (named.failed, named.preview[0].answer) == (0, "Darum.")
    assert named.mapping == {"question": ["Frage"], "answer": ["Antwort"]}


def test_only_a_preview_forgives_them(tried: Tried) -> None:
    with pytest.raises(CodedError) as caught:
        tried("Frage,Antwort\nWarum?,Darum.\n", dry_run=False)
    assert caught.value.code == "table.columns"


def test_a_recognised_column_can_be_left_out(tried: Tried) -> None:
    text = "question,answer,title\nWhy?,Because.,Internal\n"
    assert tried(text).preview[0].title == "Internal"
    result = tried(text, {"answer": "answer", "title": ""})
    assert (result.preview[0].title, result.preview[0].questions) == ("", ["Why?"])
    assert "title" not in result.mapping


def test_conversations_tell_their_columns_and_take_names(tried: Tried) -> None:
    text = "nr,wer,was\n1,customer,Where is it?\n1,agent,On its way.\n"
    assert tried(text).columns == ["nr", "wer", "was"]
    result = tried(text, {"conversation": "nr", "role": "wer", "text": "was"})
    assert (result.conversations, result.failed) == (1, 0)
    assert result.mapping == {"conversation": ["nr"], "role": ["wer"], "text": ["was"]}


def test_a_first_row_that_is_data_is_not_kept_as_names(tried: Tried) -> None:
    result = tried("ann@example.org,4711815,x\nbob@example.org,4711816,y\n")
    assert result.columns == ["x"]


def test_what_a_file_lacks_is_told_where_it_is_all_of_its_source(tried: Tried) -> None:
    tried("Q,A\nWhere is it?,On its way.\nWhen?,Soon.\n", dry_run=False)
    assert tried("Q,A\nWhen?,Soon.\n", dry_run=False).not_in_file == 1
    part = tried("Q,A\nWhy?,Because.\n", dry_run=False, whole=False)
    assert (part.added, part.not_in_file) == (1, 0)
