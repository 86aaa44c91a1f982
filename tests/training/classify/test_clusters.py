"""Clustering of unlabelled messages: messages that ask the same are grouped and named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.generators import result_of
from tests.training.classify.asked import labelled, messages, strange, together
from training.classify.clusters import Floats, Group, cluster


def groups(texts: Sequence[str], vectors: Floats) -> list[Group]:
    return result_of(cluster(texts, vectors))


def test_messages_that_ask_the_same_are_found_and_named() -> None:
    asked = messages(300, seed=1)
    found = groups(asked.texts, asked.vectors)
    assert len(found) >= 5
    assert sum(len(one.members) for one in found) > 200
    commonest = [
        Counter(asked.labels[at] for at in one.members).most_common(1)[0][1] for one in found
    ]
    assert sum(commonest) > 0.75 * sum(len(one.members) for one in found)  # purity
    for one in found:
        texts = " ".join(asked.texts[at] for at in one.members)
        assert all(phrase in texts for phrase in one.phrases)
        assert one.name
    assert found == sorted(found, key=lambda one: -len(one.members))


def test_no_message_is_in_two_groups_and_examples_are_members() -> None:
    asked = together(messages(200, seed=1), strange(60, seed=2))
    found = groups(asked.texts, asked.vectors)
    places = [at for one in found for at in one.members]
    assert len(places) == len(set(places))
    assert all(set(one.examples) <= set(one.members) for one in found)


def test_a_few_messages_or_all_the_same_make_no_trouble() -> None:
    assert groups([], labelled(["one"], [""]).vectors[:0]) == []
    few = messages(10, seed=1)
    assert groups(few.texts, few.vectors) == []
    same = labelled(["where is my refund"] * 40, [""] * 40)
    found = groups(same.texts, same.vectors)
    assert [len(one.members) for one in found] == [40]


def test_the_same_messages_give_the_same_groups() -> None:
    asked = messages(120, seed=4)
    assert groups(asked.texts, asked.vectors) == groups(asked.texts, asked.vectors)
