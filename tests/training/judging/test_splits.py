"""Held-out conversations are newer, of other customers, and no near-duplicates."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from retrieval.word_overlap import share
from training.judging.near_duplicates import NEAR_DUPLICATE_SIMILARITY, near_any, words_of
from training.judging.splits import SplitItem, split

WORDS = [f"{first}{second}" for first in "bdfgklmnprst" for second in ("a", "eo", "ira", "ul")]
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def invented(seed: int, *, count: int = 300, customers: int = 90) -> list[SplitItem]:
    """Random conversations of a few customers; many repeat an earlier one with small changes."""
    chance = random.Random(seed)
    made: list[SplitItem] = []
    for number in range(count):
        texts = []
        for _ in range(chance.choice((1, 1, 2))):
            if made and chance.random() < 0.3:
                words = chance.choice(made).exchanges[0].split()
                words[chance.randrange(len(words))] = chance.choice(WORDS)
            else:
                words = chance.choices(WORDS, k=chance.randrange(8, 30))
            texts.append(" ".join(words))
        customer = f"customer {chance.randrange(customers)}" if chance.random() < 0.9 else ""
        made.append(SplitItem(number, customer, BEGAN + timedelta(hours=7 * number), tuple(texts)))
    return made


@pytest.mark.parametrize("seed", range(5))
def test_nothing_that_judges_was_nearly_learnt(seed):
    conversations = {one.id: one for one in invented(seed)}
    found = split(conversations.values(), wanted=20)
    learnt = [conversations[id_] for id_ in found.of("train")]
    judging = [conversations[id_] for id_ in (*found.of("judge"), *found.of("held_out"))]
    learnt_words = [words_of(text) for old in learnt for text in old.exchanges]
    copies = judged = 0
    for new in judging:
        for place, text in enumerate(new.exchanges):
            near = max(share(words_of(text), old) for old in learnt_words)  # by brute force
            assert (near >= NEAR_DUPLICATE_SIMILARITY) == ((new.id, place) in found.copies)
            copies += near >= NEAR_DUPLICATE_SIMILARITY
            judged += near < NEAR_DUPLICATE_SIMILARITY
        for old in learnt:
            assert not new.customer or new.customer != old.customer
            assert new.at > old.at
    assert judged >= 20
    assert copies > 0


@pytest.mark.parametrize("seed", range(3))
def test_near_copies_are_found_as_if_all_were_compared(seed):
    texts = [words_of(one.exchanges[0]) for one in invented(seed, count=120)]
    first, second = texts[:60], texts[60:]
    wanted = {
        place for place, text in enumerate(second)
        if any(share(text, other) >= NEAR_DUPLICATE_SIMILARITY for other in first)
    }  # fmt: skip
    assert near_any(second, first) == wanted
    assert wanted


def test_customers_are_on_one_side_of_the_two_that_judge():
    conversations = invented(9)
    sides = split(conversations, wanted=20).sides
    for one, other in combinations(conversations, 2):
        both = {sides[one.id], sides[other.id]}
        if one.customer and one.customer == other.customer:
            assert both != {"judge", "held_out"}


def test_without_times_and_customers_chance_parts_them_and_always_alike():
    plain = [SplitItem(one.id, "", None, one.exchanges) for one in invented(3)]
    found = split(plain, wanted=20)
    assert found == split(reversed(plain), wanted=20)
    assert min(len(found.of(side)) for side in ("train", "judge", "held_out")) > 5
    assert max(found.of("train")) > min(found.of("judge"))


def test_one_customer_alone_leaves_nobody_to_judge():
    same = [SplitItem(one.id, "ann", one.at, one.exchanges) for one in invented(4)]
    found = split(same, wanted=20)
    assert found.of("judge") == found.of("held_out") == []
    assert found.known_customers > 0


def test_more_is_learnt_from_than_judged_by():
    many = [
        SplitItem(one.id, f"c{one.id}", one.at, one.exchanges) for one in invented(5, count=900)
    ]
    found = split(many, wanted=10, most=50)
    assert len(found.of("judge")) + len(found.of("held_out")) <= 50
