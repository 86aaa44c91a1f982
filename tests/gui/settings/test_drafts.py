"""The section Drafts: who writes, and the shelf of models, with a real (tiny) one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.contracts import ActorWithToken, Role
from assistant.contracts.administration import CompanyPhrases
from assistant.contracts.models import ModelShelf, ShelvedModel
from gui.notices import Notice
from gui.page import WindowContext
from gui.settings.drafts import DraftsSection
from gui.settings.model_facts import ModelFacts, columns, problem
from gui.settings.page import SettingsPage
from gui.settings.phrases import PhrasesDialog
from gui.settings.trouble import said_in
from tests import tiny_models
from tests.gui.event_loop import settle, spend


def opened(page: SettingsPage) -> DraftsSection:
    section = page.open_section("drafts")
    assert isinstance(section, DraftsSection)
    settle(lambda: section.writer.status is not None and section.content.isVisible())
    settle(lambda: section.table.isVisible() != section._empty.isVisible())  # what there is, or not
    return section


def ids_of(section: DraftsSection) -> list[str]:
    return [row.id for row in section.model.rows]


def test_a_model_is_added_used_checked_and_removed(
    page: SettingsPage, told: list[Notice], tmp_path: Path
) -> None:
    section = opened(page)
    settle(lambda: "Now: composed." in section.said())
    before = ids_of(section)  # the starter, where it was prepared
    assert ("There is no model yet" in section.said()) == (not before)
    assert not section.back.isEnabled()
    folder = tiny_models.build(tmp_path / "small", own=True)
    section.adding.add(str(folder))
    assert not section.adding.choose.isEnabled()
    settle(lambda: len(section.model.rows) > len(before), timeout=240)
    assert "Choose it and press Use" in section.said()
    assert section.adding.choose.isEnabled()
    (model,) = (row for row in section.model.rows if row.id not in before)
    assert model.name == "small"
    assert model.licence == "apache-2.0"
    section.table.selectRow(ids_of(section).index(model.id))
    section.use.click()
    settle(lambda: any(row.active for row in section.model.rows), timeout=120)
    settle(lambda: f"Now: {model.id} (ONNX int4, CPU)." in section.said(), timeout=120)
    assert not section.use.isEnabled()
    section.check.click()
    settle(lambda: any("as it was when it was added" in notice.text for notice in told))
    section.remove_now(model.id)
    settle(lambda: ids_of(section) == before)
    settle(lambda: "Now: composed." in section.said())


def test_a_folder_that_is_no_model_is_told_with_what_to_do(
    page: SettingsPage, tmp_path: Path
) -> None:
    section = opened(page)
    before = ids_of(section)
    (tmp_path / "empty").mkdir()
    section.adding.add(str(tmp_path / "empty"))
    settle(lambda: section.adding.problem.problem is not None)
    found = section.adding.problem.problem
    assert found is not None
    assert found.code.startswith("shelf.")
    assert found.remedy
    assert section.adding.choose.isEnabled()
    assert ids_of(section) == before


def test_who_writes_is_set_for_all(page: SettingsPage) -> None:
    section = opened(page)
    for who, shown in (("off", "Now: off."), ("composed", "Now: composed."), ("auto", "Now: ")):
        section.who.choose(who)
        section.who.activated.emit(section.who.currentIndex())
        settle(lambda shown=shown: shown in section.said())
        assert section.who.currentData() == who


def test_an_agent_is_told_who_may_change_this(
    page: SettingsPage,
    become: Callable[[Role], ActorWithToken],
    context: WindowContext,
    told: list[Notice],
) -> None:
    become("lead")
    section = opened(page)
    section.who.choose("off")
    section.who.activated.emit(section.who.currentIndex())
    settle(lambda: told)
    spend(0.2)
    settle(lambda: section.who.currentData() == "auto")


def test_what_is_known_of_a_model_is_told_with_what_its_problems_mean() -> None:
    model = ShelvedModel(
        id="m", name="<b>Support</b>", architecture="Qwen3ForCausalLM", family="Qwen 3",
        parameters=4_020_000_000, context_tokens=4096, rendering="chat", size_bytes=5_000_000,
        problems=["shelf.parity"], notes=["shelf.licence-unknown"], agreement=0.9991,
        perplexity=10.0, perplexity_int4=12.0, adapter="ours",
    )  # fmt: skip
    texts = [column.text(model) for column in columns()]
    assert texts[0] == "<b>Support</b>"
    assert texts[1] == "Qwen 3, 4.0 B"
    assert texts[3:] == ["not named", "cannot be used"]
    facts = ModelFacts()
    facts.show_model(model)
    said = said_in(facts)
    facts.deleteLater()
    assert "shelf.parity" in said
    assert "Choose another model" in said
    assert "99.91 %" in said
    assert "1.200 times" in said
    assert "ours" in said
    assert "names no licence" in said


def test_a_model_on_request_says_how_to_ask_it_and_cannot_be_removed(page: SettingsPage) -> None:
    section = opened(page)
    model = ShelvedModel(
        id="starter", name="Starter", architecture="Qwen3ForCausalLM", parameters=8_000_000,
        context_tokens=1024, rendering="own", on_request=True, built_in=True,
    )  # fmt: skip
    section._show(ModelShelf(items=[model], on_request="starter"))
    assert [column.text(model) for column in columns()][-1] == "on request"
    assert "only when it is asked to" in section.said()
    assert section.use.isEnabled()
    assert section.check.isEnabled()
    assert not section.remove.isEnabled()
    for code in ("shelf.unfinished", "shelf.newer", "shelf.files-damaged", "from.the-future"):
        assert problem(code).strip()


def test_the_companys_phrases_are_written_kept_and_emptied(page: SettingsPage) -> None:
    section = opened(page)
    settle(lambda: section._settings is not None)

    def dialog() -> PhrasesDialog:
        section.phrases.click()
        settle(lambda: section.findChildren(PhrasesDialog))
        return section.findChildren(PhrasesDialog)[-1]

    first = dialog()
    assert "Hello {{Customer Name}}," in first.fields["greeting"].placeholderText()
    first.fields["closing"].setPlainText("Ahoy.\n\n  Fair winds.  ")
    first.language.setCurrentIndex(1)
    assert not first.fields["closing"].toPlainText()
    assert "您好" in first.fields["greeting"].placeholderText()
    first.fields["sign_off"].setPlainText("海港商店")
    first.fields["greeting"].setPlainText("\n".join("好" for _ in range(7)))
    assert "A field takes at most" not in said_in(first)
    first.save.click()
    assert "A field takes at most 6, each of at most 300" in said_in(first)
    first.fields["greeting"].clear()
    first.save.click()
    settle(lambda: not section.findChildren(PhrasesDialog))

    def kept() -> dict[str, CompanyPhrases]:
        return dict(section._settings.company_phrases) if section._settings is not None else {}

    settle(lambda: set(kept()) == {"en", "zh"})
    assert kept()["en"].closing == ["Ahoy.", "Fair winds."]
    assert kept()["zh"].sign_off == ["海港商店"]
    again = dialog()
    assert again.fields["closing"].toPlainText() == "Ahoy.\nFair winds."
    for place in (0, 1):
        again.language.setCurrentIndex(place)
        again.ours.click()
    again.save.click()
    settle(lambda: not kept())
