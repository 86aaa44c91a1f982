"""The engine's texts in the window's language: none is missing, none too many, values are kept."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from assistant.api import validation_messages
from assistant.contracts import RowProblem
from assistant.errors import InputError, KeyWrongError, StoreFullError
from assistant.paths import Home, unwritable
from assistant.problem_details import problem_of
from gui.engine.wording import Wording, in_words, told_here
from gui.knowledge.importing.problem_list import ProblemModel
from gui.notices import told
from gui.widgets.problem_card import ProblemCard
from retrieval.documents.errors import FileError
from tests.gui import event_loop
from tests.gui.conftest import Looks
from tests.gui.engine.told_by_the_engine import NOT_SHOWN_YET, PROJECT
from tests.gui.engine.told_by_the_engine import told as told_by_the_engine

CATALOGUE: dict[str, str] = json.loads(
    (PROJECT / "gui" / "translations" / "engine_zh_CN.json").read_text("utf-8")
)
AS_IT_IS = {"application/json"}
"""Texts that are the same in every language."""
BY_VALUE = {
    # what values of the engine's texts may be
    "agent", "lead", "administrator", "owner", "file", "body", "backup", "checkpoint", "done",
    "failed", "cancelled", "interrupted", "email", "phone", "number", "object", "list", "text",
    "true/false", "null",
    # of the machine and of pydantic
    "No space left on device", "Permission denied", "No such file or directory",
    "Is a directory", "Read-only file system", "Address already in use", "Input/output error",
    "File name too long",
    # composed in `assistant.api.validation_messages` and `assistant.api.problems`
    "at least 1 character", "a body that is JSON: {}", "{} with known fields only", "{}: {}",
    "The request does not fit",
    # composed of several
    "job {}", "{} in {}", "one",
    # formats and measures
    "Table", "Customer support on Twitter", "Labelled right", "Macro-F1", "Calibration error",
    "Out of scope noticed", "First result right", "First result right, another shop",
    "First result right, by meaning alone", "Right among the first five", "Mean reciprocal rank",
    # scales of ratings, which a finding names
    "0 for bad and 1 for good", "-1 for bad to 1 for good", "1 to 5", "0 to 10", "0 to 100",
}  # fmt: skip
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LETTERS = 4
_CODE = re.compile(r"[a-z-]+(\.[a-z-]+)+")


def wanted(later: tuple[str, ...] = NOT_SHOWN_YET) -> dict[str, str]:
    """Each text that a person may be told by the engine → where it stands."""
    texts = {text.pattern: text.place for text in told_by_the_engine(later) if text.pattern}
    for text in (*validation_messages._EXPECTED.values(), *validation_messages._FOUND.values()):
        texts[re.sub(r"\{\w+\}", "{}", text)] = "assistant/api/validation_messages.py"
    return {text: place for text, place in texts.items() if not _CODE.fullmatch(text)}


def test_every_text_of_the_engine_has_its_chinese() -> None:
    texts = {
        text: place
        for text, place in wanted().items()
        if sum(letter.isalpha() for letter in text) >= _LETTERS  # "{} MB" is but a value
    }
    # the reader of the source sees the rooms that speak to people
    assert len(texts) > 350
    for room in ("assistant/store", "assistant/api", "retrieval/documents", "assistant/importing"):
        assert any(place.startswith(room) for place in texts.values()), room
    missing = {
        text: place for text, place in texts.items() if text not in CATALOGUE.keys() | AS_IT_IS
    }
    assert not missing, "write their Chinese into gui/translations/engine_zh_CN.json"


def test_the_catalogue_has_nothing_that_the_engine_no_longer_says() -> None:
    unsaid = CATALOGUE.keys() - wanted(later=()).keys() - BY_VALUE
    assert not unsaid


def test_every_value_of_a_text_is_kept() -> None:
    for text, said in CATALOGUE.items():
        places = re.findall(r"\{(\d)(?::words)?\}", said)
        assert sorted(map(int, places)) == list(range(text.count("{}"))), text


def test_the_chinese_is_chinese() -> None:
    same = {text for text, said in CATALOGUE.items() if not _HAN.search(said)}
    assert same <= {
        "{}: {}", "a JSON {}", "a manifest.json", "true or false", "true/false", "null",
        "CSV, TSV, XLSX, JSON, JSONL, Markdown, HTML, plain text, DOCX or PDF",
    }  # fmt: skip


@pytest.fixture
def chinese(looks: Looks) -> Looks:
    looks.language.choose("zh_CN")
    return looks


def test_names_and_numbers_are_kept_as_they_are(chinese: Looks) -> None:
    # "file", "done" and "none" are words of the engine, and may be somebody's names as well
    assert in_words("the columns none, done, file") == "列 none, done, file"
    assert in_words("the same as row 7 already has") == "第 7 行已有相同内容"
    assert in_words("job 4 is done") == "任务 4 的状态为“已完成”"
    assert in_words("version 3: somebody changed it meanwhile") == "第 3 版：期间已有人修改"
    path = "/home/ann/the same file"
    assert path in in_words(f"to be able to write {path}")


def test_several_faults_of_one_request(chinese: Looks) -> None:
    said = in_words("title: at most 500 characters; questions.0: at least 1 character")
    assert said == "title：不超过 500 个字符；questions.0：至少 1 个字符"


def test_what_no_catalogue_knows_is_shown_as_it_came() -> None:
    wording = Wording(CATALOGUE)
    for text in ("", "wait in line", "a; b: c", "x" * 9_000, "[odd] {0} {words}"):
        assert wording.of(text) == text


def test_an_english_window_shows_the_engine_s_words(looks: Looks) -> None:
    problem = problem_of(KeyWrongError(expected="no key", found="none", remedy="Export it again"))
    assert told_here(problem) is problem


def test_real_errors_are_told_in_chinese(chinese: Looks, tmp_path: Path) -> None:
    full = unwritable(Home(tmp_path).root, OSError(28, "No space left on device"))
    assert isinstance(full, StoreFullError)
    notice = told(problem_of(full))
    assert str(tmp_path) in notice
    assert "[store.full]" in notice
    assert "设备上没有剩余空间" in notice
    assert "腾出一些空间" in notice
    assert "expected" not in notice


def test_a_card_changes_its_language_with_the_window(looks: Looks) -> None:
    error = FileError(
        expected="at most 20 MB", found="31 MB", remedy="Split the file into several",
        code="file.size",
    )  # fmt: skip
    card = ProblemCard()
    card.show_problem(problem_of(error))
    looks.language.choose("zh_CN")
    event_loop.turn()
    shown = {each.text() for each in card.findChildren(QLabel)}
    assert {"不超过 20 MB", "31 MB", "请将文件拆分为多个", "file.size"} <= shown
    looks.language.choose("en")
    event_loop.turn()
    assert "at most 20 MB" in {each.text() for each in card.findChildren(QLabel)}
    card.deleteLater()


def test_rows_that_could_not_be_taken_are_told_and_kept_in_chinese(chinese: Looks) -> None:
    model = ProblemModel()
    model.show([
        RowProblem(
            code="row.answer", row=12, expected="an answer in the column 'Antwort'",
            found="an empty cell", remedy="Fill in the answer, or delete the row",
        )
    ])  # fmt: skip
    kept = model.as_csv().decode("utf-8-sig")
    assert "12,'Antwort' 列中有答案,空单元格,请补上答案，或删除该行,row.answer" in kept
    model.deleteLater()


def test_an_error_without_parts_stays_readable(chinese: Looks) -> None:
    assert told(problem_of(InputError(remedy="Export it again"))).endswith("请重新导出")
