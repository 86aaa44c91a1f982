"""One byte per dimension: the codes FAISS would give, and little lost."""

from __future__ import annotations

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from retrieval.quantisation import RANGE, from_codes, to_codes


def quantiser(dims: int) -> faiss.IndexScalarQuantizer:
    index = faiss.IndexScalarQuantizer(dims, faiss.ScalarQuantizer.QT_8bit)
    ends = np.array([[-RANGE], [RANGE]], np.float32)
    index.train(np.repeat(ends, dims, axis=1))
    return index


def unit_vectors(count: int, dims: int, seed: int = 0) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((count, dims)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("dims", [8, 31, 384, 768])
def test_codes_are_those_of_faiss_bit_for_bit(dims: int) -> None:
    vectors = unit_vectors(4_000, dims)
    index = quantiser(dims)
    codes = to_codes(vectors)
    assert codes.dtype == np.uint8
    assert np.array_equal(codes, index.sa_encode(vectors))
    assert np.allclose(from_codes(codes), index.sa_decode(codes), atol=1e-6)


@given(st.lists(st.floats(-0.3125, 0.3125, width=32), min_size=8, max_size=8))
def test_codes_are_those_of_faiss_for_any_number(values: list[float]) -> None:
    vector = np.array([values], np.float32)
    assert np.array_equal(to_codes(vector), quantiser(8).sa_encode(vector))


def test_inside_the_range_a_number_moves_by_half_a_cell_at_most() -> None:
    values = np.linspace(-RANGE, RANGE, 10_001, dtype=np.float32)
    moved = np.abs(from_codes(to_codes(values)) - values)
    # A cell is 2 RANGE / 255 wide; only the very end of the range lies outside the last middle.
    assert moved.max() <= RANGE / 255 + 1e-6


def test_beyond_the_range_is_clipped_and_little_is_lost() -> None:
    far = np.array([0.5, -0.9, 0.3, -0.3, np.inf, -np.inf, np.nan], np.float32)
    assert to_codes(far).tolist() == [255, 0, 255, 0, 255, 0, 0]
    vectors = unit_vectors(500, 384)
    vectors[:, 0] = 0.4
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    decoded = from_codes(to_codes(vectors))
    cosines = (vectors * decoded).sum(1) / np.linalg.norm(decoded, axis=1)
    assert cosines.min() > 0.99


def test_unit_vectors_survive() -> None:
    vectors = unit_vectors(2_000, 384)
    decoded = from_codes(to_codes(vectors))
    cosines = (vectors * decoded).sum(1) / np.linalg.norm(decoded, axis=1)
    assert cosines.min() > 0.9997
