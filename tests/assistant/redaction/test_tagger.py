"""Parts of the tagger: words and their shapes, the best tag sequence, the file of the head."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import model_paths
from assistant.paths import Home
from assistant.redaction.tagger.head import SIDE, TAGS, WEIGHTS, Head
from assistant.redaction.tagger.tagger import Tagger, load, save
from assistant.redaction.tagger.words import (
    AFFIXES,
    BUCKETS,
    LONGEST_PART,
    SHAPE,
    affixes,
    is_spaced,
    parts,
    shapes,
    split,
)
from retrieval.embedder_errors import ModelDamagedError


def _head(width: int = 6, inner: int = 4, hidden: int = 5, seed: int = 3) -> Head:
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return rng.standard_normal(shape).astype(np.float16).astype(np.float32)

    return Head(
        digest="d", layers=(0, 1), mean=some(width), scale=np.full(width, 1.5, np.float32),
        narrow=some(width + SHAPE, inner), narrow_bias=some(inner), affixes=some(BUCKETS, inner),
        hidden=some((2 * SIDE + 1) * inner, hidden), hidden_bias=some(hidden),
        out=some(hidden, len(TAGS)), out_bias=some(len(TAGS)), steps=some(len(TAGS), len(TAGS)),
    )  # fmt: skip


@given(st.text(max_size=200))
def test_words_are_the_text_without_its_spaces(text: str) -> None:
    words = split(text)
    assert "".join(word.text for word in words) == "".join(text.split())
    assert all(text[word.start : word.end] == word.text for word in words)


@given(st.lists(st.sampled_from(["word", ".", "\n", "Name", "12"]), max_size=300))
def test_parts_follow_each_other_and_are_short(pieces: list[str]) -> None:
    text = " ".join(pieces)
    words = split(text)
    ranges = parts(words, text)
    assert [place for start, end in ranges for place in range(start, end)] == list(
        range(len(words))
    )
    assert all(end - start <= LONGEST_PART for start, end in ranges)


def test_a_long_text_is_cut_where_a_sentence_ends() -> None:
    sentence = "we will send it to you tomorrow. "
    words = split(sentence * 20)
    assert all(words[end - 1].text == "." for _, end in parts(words, sentence * 20))


def test_shapes_tell_capitals_and_lines() -> None:
    text = "Hi MARIA,\n12 Oak St"
    words = split(text)
    rows = shapes(words, text, np.ones(len(words), np.int64))
    assert rows.shape == (len(words), SHAPE)
    assert len({row.tobytes() for row in rows[:2]}) == 2
    assert affixes(words).shape == (len(words), AFFIXES)
    assert affixes(words).max() < BUCKETS


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_the_best_row_is_allowed_and_no_other_is_better(count: int, seed: int) -> None:
    """Compared with a brute-force search over all tag sequences of the first three words."""
    head = _head(seed=seed)
    scores = np.random.default_rng(seed).standard_normal((count, len(TAGS))).astype(np.float32) * 3
    row, short_row, none = head.best([scores, scores[:3], scores[:0]])
    assert (len(row), len(short_row), none) == (count, min(count, 3), [])
    for before, tag in zip([None, *row], row, strict=False):
        if TAGS[tag].startswith("I-"):
            assert before is not None
            assert TAGS[before][2:] == TAGS[tag][2:]
    short = scores[:3]

    def worth(tags: tuple[int, ...]) -> float:
        steps = sum(float(head.steps[one, other]) for one, other in pairwise(tags))
        return float(sum(short[at, tag] for at, tag in enumerate(tags))) + steps

    every = [
        tuple(int(digit) for digit in np.unravel_index(n, (len(TAGS),) * len(short)))
        for n in range(len(TAGS) ** len(short))
    ]
    allowed = [tags for tags in every if _allowed(tags)]
    assert worth(tuple(short_row)) == pytest.approx(max(map(worth, allowed)), abs=1e-3)


def _allowed(tags: tuple[int, ...]) -> bool:
    named = [TAGS[tag] for tag in tags]
    return all(
        not tag.startswith("I-") or (at > 0 and named[at - 1] in ("B" + tag[1:], tag))
        for at, tag in enumerate(named)
    )


def test_a_head_comes_back_out_of_its_file(tmp_path: Path) -> None:
    head = _head()
    save(head, tmp_path / "head.npz")
    again = load(tmp_path / "head.npz")
    assert (again.digest, again.layers) == (head.digest, head.layers)
    assert np.array_equal(again.steps, head.steps)
    states = np.ones((3, 6), np.float32)
    words = split("Hi Maria .")
    seen = shapes(words, "Hi Maria .", np.ones(3, np.int64))
    assert np.array_equal(
        again.scores(states, seen, affixes(words)), head.scores(states, seen, affixes(words))
    )


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "head.npz").write_bytes(content)
    with pytest.raises(ModelDamagedError):
        load(tmp_path / "head.npz")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return model_paths.embedding_model(Home(tmp_path_factory.mktemp("home")))


def test_a_head_of_another_model_is_refused(folder: Path, tmp_path: Path) -> None:
    save(replace(_head(), digest="another"), tmp_path / "head.npz")
    with pytest.raises(ModelDamagedError, match="built-in"):
        Tagger(folder, tmp_path / "head.npz")


def test_the_shipped_tagger_finds_names_that_no_pattern_shows(folder: Path) -> None:
    text = (
        "Yesterday Zdenka Hruskova told me that parcels for Okonkwo go to 14 Larkspur Rise, Leeds."
    )
    (found,) = Tagger(folder).find([text])
    shown = {(text[one.start : one.end], one.kind) for one in found}
    assert ("Zdenka Hruskova", "Name") in shown
    assert any(kind == "Address" and "Larkspur" in part for part, kind in shown)


@pytest.mark.parametrize(
    "text",
    [
        "the tommy hilfiger jeans ripped", "Is the Rose Gold version of the Aria Band in stock?",
        "Zapier says the hook has expired", "is Hemnes available in black brown",
        "Open Profile, then Linked Devices", "my ipad pro won't charge since the last update",
    ],
)  # fmt: skip
def test_the_shipped_tagger_leaves_goods_and_brands(folder: Path, text: str) -> None:
    assert Tagger(folder).find([text]) == [[]]


def test_the_shipped_tagger_knows_whom_goods_belong_to(folder: Path) -> None:
    text = "i spoke to priyanka about the Hudson Bookcase, then Ulrike Brandt bought it"
    (found,) = Tagger(folder).find([text])
    assert [text[one.start : one.end] for one in found] == ["priyanka", "Ulrike Brandt"]


def test_chinese_is_told_from_the_letters_it_stands_against() -> None:
    assert [word.text for word in split("我是Kevin，订单SO99没到 한국")] == [
        "我是", "Kevin", "，", "订单", "SO99", "没到", "한국",
    ]  # fmt: skip
    assert [is_spaced(word) for word in ("Kevin", "Ångström", "Иван", "没到", "한국")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["安踏运动鞋换码", "尚未收到退款", "海尔洗衣机漏水 请 Regina 看"])
def test_no_chinese_is_taken_for_a_name(folder: Path, text: str) -> None:
    (found,) = Tagger(folder).find([text])
    assert all(text[one.start : one.end].isascii() for one in found)


def test_nothing_and_odd_texts_are_read(folder: Path) -> None:
    tagger = Tagger(folder)
    texts = ["", " ", "。", "好的", "a" * 5000, "😀 " * 300, "1 2 3", "\ud800 x", "Ann " * 400]
    found = tagger.find(texts)
    assert [bool(some) for some in found[:4]] == [False] * 4
    for text, some in zip(texts, found, strict=True):
        assert all(0 <= one.start < one.end <= len(text) for one in some)


def test_the_shipped_head_is_small() -> None:
    assert WEIGHTS.stat().st_size < 500_000
