"""The training of the tagger: its data sets, generated sentences, and fitting."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import pytest

from assistant.redaction.tagger.head import TAGS
from assistant.redaction.tagger.words import AFFIXES, affixes, shapes, split
from training.names import goods
from training.names.corpora import wikigold, wnut
from training.names.example import Example, Piece
from training.names.generation import generated, renamed
from training.names.shopping import GOODS

WIKIGOLD = """Maria I-PER
López I-PER
lives O
in O
Oslo I-LOC
. O

Acme I-ORG
, O
Inc I-ORG
"""
WNUT = "Ann\tB-person\nLee\tB-person\n's\tO\nPixel\tB-product\n\n@x\tO\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder, name, text in (
        ("ner_wikigold", "wikigold.conll.txt", WIKIGOLD),
        ("ner_wnut17", "wnut17train.conll", WNUT),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def _tags(example: Example) -> list[tuple[str, str]]:
    _, words, tags = example.labelled()
    return [(word.text, TAGS[tag]) for word, tag in zip(words, tags, strict=True)]


def test_annotated_sentences_are_read(data: Path) -> None:
    first, second = wikigold(data)
    assert first.text == "Maria López lives in Oslo."
    assert _tags(first)[:2] == [("Maria", "B-person"), ("López", "I-person")]
    assert _tags(first)[4] == ("Oslo", "place")
    assert _tags(second) == [("Acme", "company"), (",", "O"), ("Inc", "company")]
    (ann, other) = wnut(data)
    assert ann.text == "Ann Lee's Pixel"
    assert [tag for _, tag in _tags(ann)] == ["B-person", "B-person", "O", "O", "other"]
    assert _tags(other) == [("@", "O"), ("x", "O")]


def test_inventions_repeat_and_their_tags_fit_their_words() -> None:
    some, again = generated(200, seed=4), generated(200, seed=4)
    assert [one.text for one in some] == [one.text for one in again]
    assert [one.text for one in some] != [one.text for one in generated(200, seed=5)]
    kinds = {tag for one in some for _, tag in _tags(one)}
    assert kinds == set(TAGS)
    assert not any("[" in one.text for one in some)


def test_goods_are_called_like_people_and_are_none() -> None:
    slots = set(re.findall(r"\[([A-Z])\]", GOODS))
    assert slots.isdisjoint("PGSA")
    chance = random.Random(6)
    some = {goods.product(chance) for _ in range(300)}
    assert any(goods.namesake(chance) for _ in range(3))
    assert any(one.split()[-1].lower() in goods.THINGS for one in some)
    assert len(some) > 200


def test_who_asks_for_goods_writes_small_more_often() -> None:
    some = [one.text for one in generated(2000, seed=8)]
    small = [text for text in some if text == text.lower()]
    assert 0.14 < len(small) / len(some) < 0.4


def test_real_sentences_get_other_people(data: Path) -> None:
    changed = renamed(wikigold(data), times=20, seed=1)
    assert len(changed) == 20
    assert len({one.text for one in changed}) > 10
    for one in changed:
        assert "lives in" in one.text.lower()
        assert any(tag == "B-person" for _, tag in _tags(one))


@pytest.mark.torch
def test_fitting_learns_what_is_there_to_learn() -> None:
    """Capitalized words are names of people here; the embedding model's states are all zero."""
    from training.names.fit import Read, fit

    rows = []
    for example in _people(120):
        text, words, tags = example.labelled()
        seen = shapes(words, text, np.ones(len(words), np.int64))
        states = np.zeros((len(words), 4), np.float16)
        rows.append(Read(states, seen, affixes(words), tags))
    said: list[str] = []
    head = fit(rows, digest="d", layers=(0,), seed=1, epochs=8, tell=said.append)
    text = "we told Quentin today"
    words = split(text)
    scores = head.scores(
        np.zeros((4, 4), np.float32), shapes(words, text, np.ones(4, np.int64)), affixes(words)
    )
    assert [TAGS[tag] for tag in head.best([scores])[0]] == ["O", "O", "B-person", "O"]
    assert len(said) == 8
    assert affixes(words).shape == (4, AFFIXES)


def _people(count: int) -> list[Example]:
    names = ["Ann", "Bob", "Cleo", "Dora", "Emil", "Fritz", "Gerda", "Hanno"]
    verbs = ["told", "asked", "saw", "met", "paid"]
    return [
        Example([
            Piece(f"we {verbs[at % 5]} ", ""),
            Piece(names[at % 8], "person"),
            Piece(" today" if at % 3 else " there", ""),
        ])
        for at in range(count)
    ]  # fmt: skip
