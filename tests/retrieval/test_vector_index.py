"""The vector index against brute force, also while it changes under the searches."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from retrieval.quantisation import from_codes, to_codes
from retrieval.vector_index import (
    MAX_ENTRY_ID,
    NO_KEY,
    VectorIndex,
    entry_ids,
    fields,
    ordinals,
    vector_keys,
)

Codes = NDArray[np.uint8]


def unit(generator: np.random.Generator, count: int, dimension: int) -> NDArray[np.float32]:
    vectors = generator.normal(size=(count, dimension))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def codes_of_entry(id_: int, version: int, count: int, dimension: int = 64) -> Codes:
    return to_codes(unit(np.random.default_rng([id_, version]), count, dimension))


def filled(count: int, dimension: int, seed: int = 0) -> tuple[VectorIndex, Codes]:
    """An index of `count` entries with one vector each; entry i is row i - 1 of the codes."""
    codes = to_codes(unit(np.random.default_rng(seed), count, dimension))
    index = VectorIndex(dimension)
    index.add(np.concatenate([vector_keys(i, "q") for i in range(1, count + 1)]), codes)
    return index, codes


def test_keys_carry_entry_field_and_ordinal() -> None:
    keys = vector_keys(MAX_ENTRY_ID, "qqa")
    assert entry_ids(keys).tolist() == [MAX_ENTRY_ID] * 3
    assert bytes(fields(keys)) == b"qqa"
    assert ordinals(keys).tolist() == [0, 1, 2]


@pytest.mark.parametrize(("id_", "letters"), [(0, "q"), (MAX_ENTRY_ID + 1, "q"), (1, "q" * 4097)])
def test_what_does_not_fit_a_key_is_refused(id_: int, letters: str) -> None:
    with pytest.raises(ValueError, match="entry"):
        vector_keys(id_, letters)


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex(64)
    scores, keys = index.search(np.ones((2, 64), np.float32), 3)
    assert (keys == NO_KEY).all()
    assert np.isneginf(scores).all()
    assert index.score(np.ones((1, 64), np.float32), [1])[0].shape == (1, 0)
    assert index.remove([1]) == 0


def test_scores_are_inner_products_with_the_decoded_vectors() -> None:
    index, codes = filled(300, 384)
    queries = unit(np.random.default_rng(1), 4, 384)
    exact = queries @ from_codes(codes).T
    scores, keys = index.search(queries, 300)
    rows = entry_ids(keys) - 1
    np.testing.assert_allclose(scores, np.take_along_axis(exact, rows, 1), atol=1e-5)
    assert (np.sort(rows, axis=1) == np.arange(300)).all()
    assert (np.diff(scores) <= 0).all()
    some, its_keys = index.score(queries, [7, 999, 3])
    assert entry_ids(its_keys).tolist() == [7, 3]
    np.testing.assert_allclose(some, exact[:, [6, 2]], atol=1e-5)


def test_the_shortlist_loses_little() -> None:
    """Far more vectors than are ranked: nearly all of the ten best are found all the same."""
    generator = np.random.default_rng(2)
    topics = unit(generator, 3_000, 384)
    near = np.repeat(topics, 10, axis=0) + generator.normal(0, 0.03, (30_000, 384))
    codes = to_codes((near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32))
    index = VectorIndex(384)
    index.add(np.concatenate([vector_keys(i, "q") for i in range(1, 30_001)]), codes)
    queries = topics[:50]
    exact = np.argsort(-(queries @ from_codes(codes).T), axis=1)
    found = entry_ids(index.search(queries, 10)[1]) - 1
    assert (found[:, 0] == exact[:, 0]).all()
    shared = [len(set(a) & set(b)) for a, b in zip(found, exact[:, :10], strict=True)]
    assert np.mean(shared) >= 9.8


def test_searching_several_blocks_and_giving_their_memory_back() -> None:
    index, codes = filled(150_000, 64)
    for row in (0, 65_535, 65_536, 149_999):
        assert entry_ids(index.search(from_codes(codes[row : row + 1]), 1)[1])[0, 0] == row + 1
    assert index.remove(range(1, 140_001)) == 140_000
    assert len(index) == index.entry_count == 10_000
    assert index.memory_bytes == 10_000 * (64 + 8 + 8)
    for row in (140_000, 145_000, 149_999):
        assert entry_ids(index.search(from_codes(codes[row : row + 1]), 1)[1])[0, 0] == row + 1
    index.remove(range(140_001, 150_001))
    assert len(index) == 0
    assert (index.search(from_codes(codes[:1]), 1)[1] == NO_KEY).all()


@pytest.mark.parametrize(
    "codes", [np.zeros((2, 8), np.uint8), np.zeros((1, 7), np.uint8), np.zeros((1, 8), np.int8)]
)
def test_codes_of_another_shape_are_refused(codes: NDArray[np.uint8]) -> None:
    index = VectorIndex(8)
    with pytest.raises(ValueError, match="expected uint8 codes"):
        index.add(vector_keys(1, "q"), codes)
    assert len(index) == 0


changes = st.lists(
    st.tuples(
        st.sampled_from(["replace", "remove"]),
        st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True),
        st.integers(0, 4),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(changes)
def test_any_sequence_of_changes_leaves_what_brute_force_has(
    steps: list[tuple[str, list[int], int]],
) -> None:
    index, truth = VectorIndex(64), dict[int, Codes]()
    for version, (action, ids, count) in enumerate(steps):
        if action == "remove":
            went = sum(len(truth.pop(id_, ())) for id_ in ids)
            assert index.remove(ids) == went
            continue
        truth |= {id_: codes_of_entry(id_, version, count) for id_ in ids}
        keys = [vector_keys(id_, "q" * count) for id_ in ids]
        index.replace(ids, np.concatenate(keys), np.concatenate([truth[id_] for id_ in ids]))
    expected = {
        int(key): code
        for id_, codes in truth.items()
        for key, code in zip(vector_keys(id_, "q" * len(codes)), codes, strict=True)
    }
    assert len(index) == len(expected)
    query = unit(np.random.default_rng(9), 1, 64)
    scores, keys = index.search(query, len(expected) + 1)
    found = dict(zip(keys[0].tolist(), scores[0].tolist(), strict=True))
    del found[NO_KEY]
    assert found == {
        key: pytest.approx(float(from_codes(code) @ query[0]), abs=1e-5)
        for key, code in expected.items()
    }
    by_entry = index.score(query, list(truth))[1]
    assert sorted(by_entry.tolist()) == sorted(expected)


def test_searches_see_whole_changes_only() -> None:
    """Entry 1 is replaced all the time, others come and go: it is always found, never twice."""
    index, codes = filled(3_000, 64)
    target = from_codes(codes[:1])
    stop, failures = threading.Event(), list[str]()

    def look() -> None:
        while not stop.is_set():
            scores, keys = index.search(target, 5)
            ids = entry_ids(keys[0]).tolist()
            if ids[0] != 1 or ids.count(1) != 1 or scores[0, 0] < 0.9:
                failures.append(f"found {ids} with {scores[0]}")

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for round_ in range(60):
            index.replace([1], vector_keys(1, "q"), codes[:1])
            ids = range(2 + 20 * round_, 22 + 20 * round_)
            index.remove(ids)
            fresh = [codes_of_entry(id_, round_, 1) for id_ in ids]
            index.add(np.concatenate([vector_keys(i, "q") for i in ids]), np.concatenate(fresh))
    finally:
        stop.set()
    for reader in readers:
        reader.join()
    assert not failures, failures[:3]
    assert len(index) == 3_000
