"""The page Knowledge as a person uses it, on a real engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from assistant.contracts import Article, ProblemDetails
from gui.engine.call import Call
from gui.knowledge.conflict import ConflictDialog
from gui.knowledge.page import KnowledgePage
from gui.knowledge.unsaved import UnsavedDialog
from gui.notices import Notice
from tests.gui.event_loop import once_asked, settle

Answer = Callable[[Call], Any]
Change = Callable[[Article, str], Article]


def open_entry(page: KnowledgePage, article: Article) -> None:
    page.open_article(article.id)
    settle(lambda: page.editor.article() is not None and page.editor.article().id == article.id)


def press(text: str, dialog: type[QDialog]) -> None:
    """Press a button of a dialog that will be there when the event loop runs."""

    def do(shown: QDialog) -> None:
        buttons = [b for b in shown.findChildren(QPushButton) if b.text() == text]
        buttons[0].click()

    once_asked(dialog, do)


def kept(page: KnowledgePage, id_: int, answer: Answer) -> Article | ProblemDetails:
    return answer(page.context.engine.article(id_, page))


# ------------------------------------------------------------ looking


def test_the_table_says_how_many_there_are(page: KnowledgePage) -> None:
    total = page.browser.entries.total
    assert total > 200
    assert str(total) in page.browser.filters._counted.text()


def test_search_waits_for_a_pause_and_then_leaves_what_matches(page: KnowledgePage) -> None:
    asked: list[object] = []
    page.browser.filters.changed.connect(asked.append)
    QTest.keyClicks(page.browser.filters.search, "refund")
    before = page.browser.entries.total
    settle(lambda: page.browser.entries.known and page.browser.entries.total < before)
    assert len(asked) == 1
    first = page.browser.entries.article(0)
    assert first is not None
    assert "refund" in (first.answer + first.title + "".join(first.questions)).casefold()


def test_a_filter_is_a_chip_that_takes_it_away(page: KnowledgePage) -> None:
    filters = page.browser.filters
    filters.set(replace(filters.wanted, kind="solved", unused=True))
    settle(lambda: page.browser.entries.known)
    first = page.browser.entries.article(0)
    assert first is not None
    assert first.kind == "solved"
    chips = [b for b in filters.findChildren(QPushButton) if b.property("kind") == "tag"]
    chips = [chip for chip in chips if chip.isVisible()]
    assert [chip.text() for chip in chips] == ["Solved replies", "Never used"]
    chips[0].click()
    assert filters.wanted.active() == ["unused"]


def test_a_row_that_is_chosen_is_in_the_editor_at_once(page: KnowledgePage) -> None:
    page.browser.table.selectRow(3)
    article = page.browser.entries.article(3)
    assert article is not None
    assert page.editor.article() == article
    assert page.editor.form.answer.toPlainText() == article.answer
    assert not page.editor.is_dirty()


def test_an_entry_can_be_opened_that_the_table_has_not_read(
    page: KnowledgePage, written: Article
) -> None:
    page.browser.filters.search.setText("nothing has these words")
    settle(lambda: page.browser.entries.known and page.browser.entries.total == 0)
    page.open(written.id)
    settle(lambda: page.editor.article() is not None)
    assert page.editor.form.title.text() == "Ferry"


def test_an_entry_that_is_gone_is_told(
    page: KnowledgePage, written: Article, answer: Answer, told: list[Notice]
) -> None:
    answer(page.context.engine.delete_article(written.id, page))
    page.open_article(written.id)
    settle(lambda: told)
    assert told[0].tone == "bad"
    assert told[0].code


# ------------------------------------------------------------ writing


def test_what_is_written_is_kept_and_shown_in_the_table(
    page: KnowledgePage, written: Article, answer: Answer
) -> None:
    open_entry(page, written)
    page.editor.form.answer.setPlainText("Beyond the lamp-post.")
    assert page.editor.is_dirty()
    page.activateWindow()
    QTest.keyClick(page.editor.form.answer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: not page.editor.is_dirty())
    found = kept(page, written.id, answer)
    assert isinstance(found, Article)
    assert found.answer == "Beyond the lamp-post."
    assert found.version == written.version + 1
    settle(lambda: page.browser.entries.row_of(written.id) is not None)
    row = page.browser.entries.row_of(written.id)
    assert row is not None
    assert page.browser.entries.article(row) == found


def test_questions_and_tags_are_written_by_keyboard(
    page: KnowledgePage, written: Article, answer: Answer
) -> None:
    open_entry(page, written)
    form = page.editor.form
    form.questions.add()
    editor = form.questions.view.findChild(type(form.title))
    QTest.keyClicks(editor, "How do I get to Narnia?")
    assert form.written().questions == (*written.questions, "How do I get to Narnia?")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    form.questions._move(-1)
    QTest.keyClicks(form.tags.line, "ferries,lions")
    page.editor.save()
    settle(lambda: not page.editor.is_dirty())
    found = kept(page, written.id, answer)
    assert isinstance(found, Article)
    assert found.questions == ["How do I get to Narnia?", "Where is the ferry to Narnia?"]
    assert set(found.tags) == {"travel", "ferries", "lions"}
    assert set(form.tags.tags()) == set(found.tags)


def test_a_new_entry_needs_an_answer(page: KnowledgePage, told: list[Notice]) -> None:
    page.new_entry()
    page.editor.form.title.setText("Only a title")
    page.editor.form.title.textEdited.emit("Only a title")
    assert page.editor.save() is None
    assert "answer" in told[0].text
    page.editor.form.answer.setPlainText("Now it has one.")
    page.editor.save()
    settle(lambda: page.editor.article() is not None)
    assert page.editor.article().title == "Only a title"  # type: ignore[union-attr]


def test_revert_brings_back_what_is_kept(page: KnowledgePage, written: Article) -> None:
    open_entry(page, written)
    page.editor.form.answer.setPlainText("Nonsense")
    page.editor.form.tags.set_tags(["x"])
    page.editor.revert()
    assert page.editor.form.written() == page.editor.sync.kept
    assert page.editor.form.answer.toPlainText() == "Behind the wardrobe."


def test_duplicating_begins_a_new_entry(page: KnowledgePage, written: Article) -> None:
    open_entry(page, written)
    page.editor.head.copy_wanted.emit()
    assert page.editor.article() is None
    assert page.editor.is_dirty()
    assert page.editor.form.answer.toPlainText() == written.answer


# ------------------------------------------------------------ leaving


def test_another_row_asks_first_and_stays_where_it_was(
    page: KnowledgePage, written: Article
) -> None:
    open_entry(page, written)
    page.editor.form.answer.setPlainText("Unsaved.")
    press("Keep writing", UnsavedDialog)
    page.browser.table.selectRow(5)
    settle(lambda: page.browser.table.currentIndex().row() != 5)
    assert page.editor.article() is not None
    assert page.editor.article().id == written.id
    assert page.editor.form.answer.toPlainText() == "Unsaved."


def test_leaving_can_save(page: KnowledgePage, written: Article, answer: Answer) -> None:
    open_entry(page, written)
    page.editor.form.answer.setPlainText("Saved on leaving.")
    press("Save", UnsavedDialog)
    assert page.leaving()
    found = kept(page, written.id, answer)
    assert isinstance(found, Article)
    assert found.answer == "Saved on leaving."


def test_leaving_can_give_up(page: KnowledgePage, written: Article, answer: Answer) -> None:
    open_entry(page, written)
    page.editor.form.answer.setPlainText("Given up.")
    press("Discard", UnsavedDialog)
    assert page.leaving()
    assert not page.editor.is_dirty()
    found = kept(page, written.id, answer)
    assert isinstance(found, Article)
    assert found.answer == written.answer


def test_what_is_typed_outlives_a_change_of_knowledge(
    page: KnowledgePage, written: Article, change: Change
) -> None:
    open_entry(page, written)
    page.editor.form.answer.setPlainText("Mine.")
    change(written, "Theirs.")
    page.context.link.attached.emit()  # as after a restart of the engine
    settle(lambda: "Somebody else" in page.editor._notes._warning.text())
    assert page.editor.form.answer.toPlainText() == "Mine."


def test_an_entry_nobody_writes_on_follows_what_others_save(
    page: KnowledgePage, written: Article, change: Change
) -> None:
    open_entry(page, written)
    change(written, "Theirs.")
    settle(lambda: page.editor.form.answer.toPlainText() == "Theirs.")
    assert not page.editor.is_dirty()


# ------------------------------------------------------------ conflicts


def conflicted(page: KnowledgePage, written: Article, change: Change) -> None:
    open_entry(page, written)
    page.editor.form.answer.setPlainText("Mine.")
    change(written, "Theirs.")
    page.editor.save()
    settle(lambda: page.editor.findChild(ConflictDialog) is not None)


def test_in_a_conflict_mine_can_be_kept(
    page: KnowledgePage, written: Article, change: Change, answer: Answer
) -> None:
    conflicted(page, written, change)
    press("Keep mine", ConflictDialog)
    settle(lambda: page.editor.article() is not None and page.editor.article().version == 3)
    found = kept(page, written.id, answer)
    assert isinstance(found, Article)
    assert found.answer == "Mine."


def test_in_a_conflict_theirs_can_be_taken(
    page: KnowledgePage, written: Article, change: Change
) -> None:
    conflicted(page, written, change)
    press("Take theirs", ConflictDialog)
    settle(lambda: page.editor.form.answer.toPlainText() == "Theirs.")
    assert not page.editor.is_dirty()


def test_a_conflict_can_be_left_open_without_losing_a_word(
    page: KnowledgePage, written: Article, change: Change
) -> None:
    conflicted(page, written, change)
    press("Keep writing", ConflictDialog)
    settle(lambda: page.editor.findChild(ConflictDialog) is None)
    assert page.editor.form.answer.toPlainText() == "Mine."
    assert page.editor.is_dirty()


def test_an_entry_deleted_by_somebody_else_is_saved_as_a_new_one(
    page: KnowledgePage, written: Article, answer: Answer
) -> None:
    open_entry(page, written)
    page.editor.form.answer.setPlainText("Still wanted.")
    answer(page.context.engine.delete_article(written.id, page))
    page.editor.save()
    settle(lambda: page.editor.article() is None)
    assert page.editor.form.answer.toPlainText() == "Still wanted."
    page.editor.save()
    settle(lambda: page.editor.article() is not None)
    assert page.editor.article().id != written.id  # type: ignore[union-attr]


# ------------------------------------------------------------ deleting


def test_deleting_can_be_undone(
    page: KnowledgePage, written: Article, answer: Answer, told: list[Notice]
) -> None:
    open_entry(page, written)
    page.editor.remove()
    assert not page.editor.is_open()
    assert told[-1].act is not None
    told[-1].act()
    assert page.editor.article() is not None
    assert isinstance(kept(page, written.id, answer), Article)


def test_deleting_is_done_when_nobody_undid_it(
    page: KnowledgePage, written: Article, answer: Answer, told: list[Notice]
) -> None:
    open_entry(page, written)
    page.editor.remove()
    assert told[-1].gone is not None
    told[-1].gone()
    settle(lambda: isinstance(kept(page, written.id, answer), ProblemDetails))


# ------------------------------------------------------------ finding and history


def test_a_question_shows_where_the_entry_stands(page: KnowledgePage, written: Article) -> None:
    open_entry(page, written)
    matches = page.editor.matches
    matches.question.setText("where is the ferry to narnia")
    settle(lambda: len(matches.found.ranking.rows) > 1)
    assert matches.found.ranking.rows[0].id == written.id
    assert "first" in matches._verdict.text()
    heard: list[int] = []
    matches.opened.connect(heard.append)
    matches.found.setCurrentIndex(matches.found.ranking.index(1))
    QTest.keyClick(matches.found, Qt.Key.Key_Return)
    assert heard == [matches.found.ranking.rows[1].id]


def test_an_earlier_version_is_seen_and_restored(
    page: KnowledgePage, written: Article, change: Change, answer: Answer
) -> None:
    newer = change(written, "Theirs.")
    open_entry(page, newer)
    page.editor._tabs.setCurrentIndex(2)
    history = page.editor.history
    settle(lambda: history.view.model().rowCount() == 2)
    shown = history.diff.toPlainText()
    assert "Theirs" in shown
    assert "Behind the wardrobe" in shown
    history.view.setCurrentIndex(history.view.model().index(1, 0))
    assert history.restore.isEnabled()
    history.restore.click()
    settle(lambda: page.editor.form.answer.toPlainText() == "Behind the wardrobe.")
    found = kept(page, written.id, answer)
    assert isinstance(found, Article)
    assert found.answer == "Behind the wardrobe."


# ------------------------------------------------------------ room


def test_where_there_is_little_room_the_editor_takes_the_tables_place(
    page: KnowledgePage, written: Article
) -> None:
    page.resize(660, 500)
    open_entry(page, written)
    assert page.editor.isVisible()
    assert not page.browser.isVisible()
    page.editor.head.back.click()
    assert page.browser.isVisible()
    assert not page.editor.isVisible()
    page.resize(700, 1000)
    assert page.browser.isVisible()
    assert page.editor.isVisible()


def test_without_knowledge_it_says_what_to_do_first(bare_page: KnowledgePage) -> None:
    assert bare_page.empty.isVisible()
    bare_page.new_entry()
    assert bare_page.editor.isVisible()
    bare_page.editor.form.answer.setPlainText("The first.")
    bare_page.editor.save()
    settle(lambda: bare_page.browser.entries.total == 1)
    assert bare_page.browser.table.isVisible()
    assert not bare_page.empty.isVisible()


def test_coming_to_the_table_by_keyboard_opens_nothing_yet(page: KnowledgePage) -> None:
    page.browser.filters.search.setFocus()
    page.browser.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert not page.editor.is_open()
    QTest.keyClick(page.browser.table, Qt.Key.Key_Return)
    assert page.editor.article() == page.browser.entries.article(0)
    QTest.keyClick(page.browser.table, Qt.Key.Key_Down)
    assert page.editor.article() == page.browser.entries.article(1)


def test_a_row_that_is_still_being_read_opens_when_it_has_come(page: KnowledgePage) -> None:
    last = page.browser.entries.total - 1
    assert page.browser.entries.article(last) is None
    page.browser.table.setCurrentIndex(page.browser.entries.index(last, 0))
    assert not page.editor.is_open()
    settle(lambda: page.editor.is_open())
    assert page.editor.article() == page.browser.entries.article(last)


def test_a_row_that_is_chosen_as_soon_as_there_are_rows_opens_when_it_has_come(
    page: KnowledgePage,
) -> None:
    entries, table = page.browser.entries, page.browser.table

    def choose_last() -> None:
        entries.loaded.disconnect(choose_last)
        table.setCurrentIndex(entries.index(entries.total - 1, 0))

    entries.loaded.connect(choose_last)
    page.browser.want(page.browser.filters.wanted)
    settle(page.editor.is_open)
    assert page.editor.article() == entries.article(entries.total - 1)
