"""Duplicates found in one pass and bounded memory: all exact ones, and near ones by their words."""

from __future__ import annotations

import random

from assistant.transcripts.doctor.near_copies import (
    BoundedHashSet,
    NearCopies,
    digest_of,
    signature_of,
)


def words(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices("abcdefghijklmnop", k=7)) for _ in range(count)]


def test_a_digest_knows_texts_by_their_words() -> None:
    same = digest_of(["Where is\n my  Parcel?", "It left."])
    assert same == digest_of(["where is my parcel?", "it LEFT."])
    assert len({same, digest_of(["where is my parcel?"]), digest_of(["it left.", "where"])}) == 3


def test_numbers_are_remembered_and_bounded() -> None:
    chance = random.Random(3)
    numbers = [0, *(chance.getrandbits(64) for _ in range(5_000))]
    seen = BoundedHashSet(most=10_000)
    assert not any(seen.add(number) for number in numbers)
    assert all(seen.add(number) for number in numbers)
    small = BoundedHashSet(most=1_000)
    for _ in range(3):
        for number in numbers:
            small.add(number)
    assert len(small._table) <= 4_096


def test_what_is_nearly_the_same_is_known_again_and_nothing_else() -> None:
    chance = random.Random(5)
    copies = NearCopies()
    texts = [words(chance, 120) for _ in range(600)]
    assert sum(copies.add(" ".join(text)) for text in texts) == 0
    again = 0
    for text in texts:
        changed = list(text)
        changed[chance.randrange(len(changed))] = "other"
        again += copies.add(" ".join(changed))
    assert again >= 0.99 * len(texts)
    halves = sum(copies.add(" ".join([*text[:60], *words(chance, 60)])) for text in texts)
    assert halves == 0


def test_other_numbers_make_no_other_text() -> None:
    copies = NearCopies()
    text = "Your order {} was sent on Monday and arrives by Thursday at the latest, thank you"
    assert not copies.add(text.format(4711))
    assert copies.add(text.format(815))


def test_a_few_words_are_like_nothing_but_themselves() -> None:
    copies = NearCopies()
    assert not copies.add("Thanks, bye")
    assert not copies.add("Thanks, bye")
    assert signature_of("你好，请问我的订单什么时候可以发货呢") is not None


def test_only_so_many_are_remembered() -> None:
    chance = random.Random(7)
    copies = NearCopies(most=50)
    texts = [" ".join(words(chance, 40)) for _ in range(2_000)]
    assert sum(copies.add(text) for text in texts) == 0
    assert all(copies.add(text) for text in texts[:50])
    assert not any(copies.add(text) for text in texts[50:100])
