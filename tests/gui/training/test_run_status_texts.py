"""A run that stands still: the page says why, what is kept, and what happens next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.contracts import Run
from gui.training import words
from gui.training.run_card import RunCard
from gui.training.run_status_texts import run_state
from tests.gui.conftest import Looks
from tests.gui.event_loop import turn
from training import recipes

_BATTERY = {
    "type": "about:blank", "title": "The battery is nearly empty", "status": 503,
    "code": "training.battery", "detail": "", "expected": "15 % of battery, or the mains",
    "found": "less", "remedy": "Plug it in: then it resumes by itself",
}  # fmt: skip
_DISK = {**_BATTERY, "code": "training.disk", "expected": "900 MB free", "found": "300 MB"}


@pytest.fixture
def card(looks: Looks) -> Iterator[RunCard]:
    made = RunCard()
    made.show()
    yield made
    made.close()
    made.deleteLater()
    turn()


def run(state: str, **more: Any) -> Run:
    return Run.model_validate({
        "id": "1", "kind": "replies", "name": "Ours", "preset": "quick", "state": state,
        "created_at": datetime(2026, 11, 1, tzinfo=UTC), "step": 40, "steps": 90, **more,
    })  # fmt: skip


def test_what_the_battery_stopped_goes_on_by_itself_unless_told_otherwise(card: RunCard) -> None:
    card.show_run(run("paused", resumes=True, error=_BATTERY))
    assert "Plug the computer in, and it resumes by itself." in card.why.text()
    assert "last save is kept" in card.why.text()
    assert card.state.text() == "waiting for power"
    assert (card.resume.text(), card.pause.text()) == ("Resume now", "Leave it paused")
    assert all(one.isVisible() for one in (card.resume, card.pause, card.cancel))
    card.show_run(run("paused", error=_BATTERY))
    assert "when you say so" in card.why.text()
    assert card.state.text() == "paused"
    assert card.resume.text() == "Resume"
    assert not card.pause.isVisible()


def test_a_full_disk_says_how_much_is_missing(card: RunCard) -> None:
    card.show_run(run("paused", resumes=True, error=_DISK))
    assert "300 MB" in card.why.text()
    assert "900 MB free" in card.why.text()
    assert "Free some space" in card.why.text()
    assert run_state(run("paused", resumes=True, error=_DISK))[0] == "waiting for disk space"


def test_a_run_that_was_cut_off_can_go_on(card: RunCard) -> None:
    card.show_run(run("interrupted", step=0))
    assert "interrupted before" in card.why.text()
    assert "Nothing had been learnt yet" in card.why.text()
    assert card.resume.isVisible()
    assert card.cancel.isVisible()


@pytest.mark.parametrize("state", ["running", "waiting", "done", "failed", "cancelled"])
def test_nothing_is_explained_where_nothing_stands(card: RunCard, state: str) -> None:
    card.show_run(run(state))
    assert not card.why.isVisible()


def test_what_a_company_server_is_short_of_names_the_server(card: RunCard) -> None:
    for code in ("battery", "battery-low", "memory-low"):
        card.show_run(run("running", warnings=[code]), "desk.example")
        assert "desk.example" in card._warnings.text()
        assert "computer" not in card._warnings.text()
        card.show_run(run("running", warnings=[code]))
        assert "server" not in card._warnings.text()
    for error in (_BATTERY, _DISK):
        card.show_run(run("paused", resumes=True, error=error), "desk.example")
        assert "desk.example" in card.why.text()
        assert "computer" not in card.why.text()
        card.show_run(run("paused", resumes=True, error=error))
        assert "server" not in card.why.text()
    card.show_run(run("running", warnings=["of-a-newer-engine"]), "desk.example")
    assert card._warnings.text() == "of-a-newer-engine"


def test_what_failed_by_its_settings_is_offered_to_be_changed_first(card: RunCard) -> None:
    memory = {**_BATTERY, "code": "training.memory"}
    card.show_run(run("failed", error=memory))
    assert card.again.isVisible()
    assert card.again.property("kind") == "main", "Ctrl+Enter does it"
    assert card.resume.property("kind") != "main"
    card.show_run(run("failed", error={**_BATTERY, "code": "training.ended"}))
    assert card.again.property("kind") != "main"
    assert card.resume.property("kind") == "main"
    card.show_run(run("running"))
    assert not card.again.isVisible()


def test_a_run_that_nobody_named_is_called_by_its_kind(looks: Looks) -> None:
    for recipe in recipes.every():
        looks.language.choose("zh_CN")
        named = words.run_name(recipe.title, recipe.kind)
        assert named == words.kinds()[recipe.kind]
        looks.language.choose("en")
        assert named != words.kinds()[recipe.kind]
        assert words.run_name("Ours", recipe.kind) == "Ours"
