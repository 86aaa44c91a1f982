"""Groups on a real engine: finding, naming, merging, dropping, learning, forgetting."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.contracts import EraseRequest, TrainingRequest
from assistant.contracts.groups import MessageGroups
from assistant.erasure import erase
from assistant.errors import ConflictError, InputError, NotFoundError
from assistant.jobs import Step
from assistant.store.database import OWNER
from assistant.understanding.head import OUT
from tests.assistant.api.engine_over_http import until
from tests.assistant.transcripts.kept.working import approved
from training.groups import storage
from training.groups.clustering import LEAST_CONVERSATIONS, find_groups
from training.groups.labels import labels_by_groups
from training.recipes.intents import Intents
from training.service import TrainingService

_ASKED = {
    "refund": "I want my money back for the {thing}, please refund the payment",
    "parcel": "My parcel with the {thing} was not delivered, where is the courier",
    "password": "I cannot log in to my account, the password reset for {thing} fails",
}
_THINGS = ("lamp", "kettle", "jacket", "novel", "router", "tent", "violin", "carpet", "mirror")


def table(path: Path, count: int) -> Path:
    """Write a table of conversations about three topics in turn, each by another customer."""
    chance = random.Random(11)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("conversation_id", "role", "text", "customer_email"))
        for number in range(count):
            asked = _ASKED[list(_ASKED)[number % 3]].format(thing=chance.choice(_THINGS))
            own = " ".join("".join(chance.choices("aeioulnrst", k=6)) for _ in range(8))
            mail = f"c{number}@post.example"
            rows.writerow((f"T{number}", "customer", f"{asked}. {own}", mail))
            rows.writerow((f"T{number}", "agent", f"We have seen to it today: {own[::-1]}", mail))
    return path


@pytest.fixture(scope="module")
def training(engine, tmp_path_factory) -> Iterator[TrainingService]:
    made = TrainingService(engine)
    made.start()
    approved(engine, table(tmp_path_factory.mktemp("exports") / "support.csv", 72))
    yield made
    made.close()


@pytest.fixture
def found(training: TrainingService) -> MessageGroups:
    """Newly found groups, without the edits of earlier tests."""
    begun = training.groups.look(OWNER, [])
    until(lambda: training.groups.shown().job is None)
    shown = training.groups.shown()
    assert shown.error is None
    assert begun.job is not None
    return shown


def test_messages_that_ask_the_same_are_grouped(
    training: TrainingService, found: MessageGroups
) -> None:
    assert found.looked_at == 72
    assert found.grouped > 50
    assert len(found.items) >= 2
    for one in found.items:
        page = training.groups.messages(one.id, cursor=0, limit=5)
        assert page.total == one.messages
        assert page.items
        assert 0 <= one.purity <= 1
        assert not one.named
        assert any(word in " ".join(page.items).casefold() for word in one.words)
    rest = training.groups.messages(found.items[0].id, cursor=0, limit=200)
    assert len(rest.items) == found.items[0].messages
    said = [word for one in found.items for word in one.words]
    assert not any("name" in word.split() for word in said), "a placeholder names nothing"


def test_a_step_is_taken_back_until_the_look_before(
    training: TrainingService, found: MessageGroups
) -> None:
    groups = training.groups
    first, second = found.items[0], found.items[1]
    groups.rename(first.id, "  Money   back ")
    merged = groups.merge([second.id, first.id])
    (one,) = [one for one in merged.items if one.id == second.id]
    assert (one.name, one.named) == ("Money back", True)
    assert one.messages == first.messages + second.messages
    dropped = groups.drop([second.id])
    assert second.id not in {one.id for one in dropped.items}
    assert groups.undo() == merged
    groups.undo()
    assert groups.undo().items == found.items
    with pytest.raises(NotFoundError, match="group"):
        groups.rename(999, "x")


def test_two_groups_cannot_have_one_name(training: TrainingService, found: MessageGroups) -> None:
    training.groups.rename(found.items[0].id, "Refunds")
    with pytest.raises(InputError) as told:
        training.groups.rename(found.items[1].id, "refunds")
    assert told.value.code == "groups.name"


def test_a_new_look_loses_no_names(training: TrainingService, found: MessageGroups) -> None:
    named = training.groups.rename(found.items[0].id, "Refunds")
    training.groups.look(OWNER, [])
    until(lambda: training.groups.shown().job is None)
    assert not any(one.named for one in training.groups.shown().items)
    assert training.groups.undo().items == named.items


def test_intents_are_learnt_from_named_groups(
    training: TrainingService, found: MessageGroups
) -> None:
    engine, request = training.engine, TrainingRequest(kind="intents")
    assert labels_by_groups(engine, request, "auto") is None  # nobody has edited them yet
    training.groups.rename(found.items[0].id, "Refunds")
    label = labels_by_groups(engine, request, "auto")
    assert label is not None
    labels = [label(one) for one in engine.transcripts.store.conversations()]
    assert labels.count("Refunds") == found.items[0].messages
    assert labels.count(OUT) == found.looked_at - found.grouped
    training.groups.drop([found.items[0].id])
    label = labels_by_groups(engine, request, "groups")
    assert label is not None
    again = [label(one) for one in engine.transcripts.store.conversations()]
    assert again.count(None) == found.items[0].messages
    assert labels_by_groups(engine, request, "export") is None
    recipe = Intents.from_preset("quick", {"labels": "groups", "least_of_label": 3})
    told = recipe.load_task()
    estimate = told.estimate(engine, request, recipe, None)  # type: ignore[arg-type]  # not asked
    assert estimate.examples > 0


def test_too_few_messages_are_told(training: TrainingService, tmp_path: Path) -> None:
    few = approved(training.engine, table(tmp_path / "few.csv", 5))
    training.groups.look(OWNER, [few.id])
    until(lambda: training.groups.shown().job is None)
    error = training.groups.shown().error
    assert error is not None
    assert error.code == "groups.too-few"
    assert str(LEAST_CONVERSATIONS) in error.detail


def test_a_cancelled_look_leaves_what_was_there(
    training: TrainingService, found: MessageGroups
) -> None:
    work = find_groups(training.engine, found.transcripts)
    assert isinstance(next(work), Step)
    work.close()
    assert training.groups.shown() == found


def test_whoever_is_erased_is_in_no_group(training: TrainingService, found: MessageGroups) -> None:
    engine = training.engine
    erase(engine.store, engine.home, OWNER, EraseRequest(customer="c0@post.example"))
    shown = training.groups.shown()
    assert sum(one.messages for one in shown.items) <= found.grouped
    state = storage.read(engine)
    assert state is not None
    members = [one for group in state.clustering.groups for one in group.members]
    left = list(engine.transcripts.store.conversations())
    assert len(left) < found.looked_at
    assert len(members) + len(state.clustering.loose) == len(left)
    assert not shown.can_undo


def test_whoever_is_erased_while_messages_are_compared_is_in_no_group(
    training: TrainingService,
) -> None:
    engine = training.engine
    left = len(list(engine.transcripts.store.conversations()))
    wanted = [one.id for one in engine.transcripts.store.sets()]
    steps = training.groups._looked(wanted)
    while next(steps).done < left:
        pass  # until all messages are read
    erase(engine.store, engine.home, OWNER, EraseRequest(customer="c1@post.example"))
    list(steps)
    state = storage.read(engine)
    assert state is not None
    assert state.clustering.looked_at == left
    members = [one for group in state.clustering.groups for one in group.members]
    assert len(list(engine.transcripts.store.conversations())) < left
    assert len(members) + len(state.clustering.loose) == len(
        list(engine.transcripts.store.conversations())
    )


def test_another_look_waits_for_the_first(training: TrainingService) -> None:
    training.groups.look(OWNER, [])
    with pytest.raises(ConflictError, match="one that is running"):
        training.groups.look(OWNER, [])
    until(lambda: training.groups.shown().job is None)
