"""The values of the page: what is wanted, what is written, what is proposed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.contracts import Article
from gui.knowledge.edited_entry import EditedEntry, name_of
from gui.knowledge.entry_filter import EntryFilter
from gui.knowledge.merging import merged

_NOW = datetime(2026, 11, 2, tzinfo=UTC)


def article(id_: int, **values: object) -> Article:
    plain: dict[str, object] = {
        "id": id_, "kind": "faq", "version": 1, "questions": [], "answer": "Yes.", "title": "",
        "tags": [], "lang": "", "created_at": _NOW, "updated_at": _NOW, "use_count": 0,
    }  # fmt: skip
    return Article.model_validate(plain | values)


def test_what_is_not_wanted_is_not_asked_for() -> None:
    assert {name for name, value in EntryFilter().query().items() if value} == set()
    assert EntryFilter().is_all()
    assert EntryFilter(q="  ").is_all()


def test_out_of_date_is_said_as_a_day_with_its_zone() -> None:
    older = datetime.fromisoformat(EntryFilter(months=12).query(_NOW)["older_than"])
    assert older.tzinfo is not None
    assert timedelta(days=360) < _NOW - older < timedelta(days=370)


def test_active_filters_are_named_without_the_search() -> None:
    assert EntryFilter(q="x", tag="a", unused=True).active() == ["tag", "unused"]


def test_an_entry_is_its_answer() -> None:
    assert not EditedEntry(questions=("Why?",), answer=" \n").complete()
    assert EditedEntry(answer="So.").complete()


def test_a_name_is_one_line() -> None:
    assert name_of(EditedEntry(questions=("Where\nis it?",), answer="Here.")) == "Where is it?"
    assert name_of(EditedEntry(answer="Here.")) == "Here."


def test_a_merged_entry_has_all_questions_and_tags_once_and_the_newer_answer() -> None:
    older = article(
        1, questions=["How?", "Why?"], tags=["a"], answer="Old.", title="Kept",
        updated_at=_NOW - timedelta(days=3),
    )  # fmt: skip
    newer = article(2, questions=["why? ", "When?"], tags=["a", "b"], answer="New.")
    made = merged(older, newer)
    assert made == merged(newer, older)
    assert made == EditedEntry(
        questions=("why? ", "When?", "How?"), tags=("a", "b"), answer="New.", title="Kept"
    )
