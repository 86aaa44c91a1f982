"""The section Drafts: who writes, and the shelf of models, with a real (tiny) one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.contracts import ActorWithToken, Role
from assistant.contracts.models import ShelvedModel
from gui.notices import Notice
from gui.page import Desk
from gui.settings.drafts import DraftsSection
from gui.settings.model_facts import ModelFacts, columns, problem
from gui.settings.page import SettingsPage
from gui.settings.trouble import said_in
from tests import tiny_models
from tests.gui.event_loop import settle, spend


def opened(page: SettingsPage) -> DraftsSection:
    section = page.open_section("drafts")
    assert isinstance(section, DraftsSection)
    settle(lambda: section.writer.status is not None and section.content.isVisible())
    return section


def test_a_model_is_added_used_checked_and_removed(
    page: SettingsPage, told: list[Notice], tmp_path: Path
) -> None:
    section = opened(page)
    settle(lambda: "There is no model yet" in section.said())
    assert "Now: composed." in section.said()
    assert not section.back.isEnabled()
    folder = tiny_models.build(tmp_path / "small", own=True)
    section.adding.add(str(folder))
    assert not section.adding.choose.isEnabled()
    settle(lambda: section.model.rows, timeout=240)
    assert "Choose it and press Use" in section.said()
    assert section.adding.choose.isEnabled()
    (model,) = section.model.rows
    assert model.name == "small"
    assert model.licence == "apache-2.0"
    section.use.click()
    settle(lambda: section.model.rows[0].active, timeout=120)
    settle(lambda: f"Now: {model.id} (ONNX int4, CPU)." in section.said(), timeout=120)
    assert not section.use.isEnabled()
    section.check.click()
    settle(lambda: any("as it was when it was added" in notice.text for notice in told))
    section.remove_now(model.id)
    settle(lambda: "There is no model yet" in section.said())
    settle(lambda: "Now: composed." in section.said())


def test_a_folder_that_is_no_model_is_told_with_what_to_do(
    page: SettingsPage, tmp_path: Path
) -> None:
    section = opened(page)
    (tmp_path / "empty").mkdir()
    section.adding.add(str(tmp_path / "empty"))
    settle(lambda: section.adding.problem.problem is not None)
    found = section.adding.problem.problem
    assert found is not None
    assert found.code.startswith("shelf.")
    assert found.remedy
    assert section.adding.choose.isEnabled()
    assert section.model.rows == []


def test_who_writes_is_set_for_all(page: SettingsPage) -> None:
    section = opened(page)
    for who, shown in (("off", "Now: off."), ("composed", "Now: composed."), ("auto", "Now: ")):
        section.who.choose(who)
        section.who.activated.emit(section.who.currentIndex())
        settle(lambda shown=shown: shown in section.said())
        assert section.who.currentData() == who


def test_an_agent_is_told_who_may_change_this(
    page: SettingsPage, become: Callable[[Role], ActorWithToken], desk: Desk, told: list[Notice]
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
    for code in ("shelf.unfinished", "shelf.newer", "shelf.files-damaged", "from.the-future"):
        assert problem(code).strip()
