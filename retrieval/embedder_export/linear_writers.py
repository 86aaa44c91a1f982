"""Writes linear layers in float32, or in eight bits with static input quantisation.

In eight bits, weights are symmetric int8 with one scale per output channel; inputs are uint8 with
one scale per layer, fixed by calibration (`Ranges`). Unlike dynamic quantisation, this gives a text
the same vector in any batch, and needs no pass over the input to find its range. Channels with far
larger values than the others are first smoothed between input and weights: SmoothQuant, Xiao et al.
2023, arXiv:2211.10438, equation 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.embedder_export.graph import FUSED, GraphWriter

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranges:
    """Minimum and maximum seen in each input channel, zero included; shape (in,)."""

    low: Floats
    high: Floats

    def joined(self, other: Ranges) -> Ranges:
        """The smallest range that includes both."""
        return Ranges(np.minimum(self.low, other.low), np.maximum(self.high, other.high))


class LinearWriter(Protocol):
    """Writes linear layers and the table of word embeddings in some precision."""

    def linear(
        self,
        graph: GraphWriter,
        x: str,
        weight: Floats,
        bias: Floats,
        name: str,
        *,
        even: bool = False,
    ) -> str:
        """Write `x @ weight + bias`; return the name of the result.

        `weight` has shape (in, out), `bias` has shape (out,). `even` says that all input channels
        are of similar size already, so that they need no smoothing.
        """
        ...

    def table(self, graph: GraphWriter, table: Floats, ids: str, name: str) -> str:
        """Write the lookup of the rows `ids` in a table of shape (rows, width)."""
        ...

    def observed(self) -> list[str]:
        """Names of inner values that become outputs of the graph in addition to the vectors."""
        ...


@dataclass
class FloatLinearWriter:
    """Writes float32 only. `inputs` maps each layer to its input value; with `observe`, these
    become outputs of the graph."""

    observe: bool = False
    inputs: dict[str, str] = field(default_factory=dict)

    def linear(
        self,
        graph: GraphWriter,
        x: str,
        weight: Floats,
        bias: Floats,
        name: str,
        *,
        even: bool = False,
    ) -> str:
        """See `LinearWriter`."""
        self.inputs[name] = x
        product = graph.node(
            "MatMul", [x, graph.constant(f"{name}.weight", weight)], f"{name}.product"
        )
        return graph.node("Add", [product, graph.constant(f"{name}.bias", bias)], name)

    def table(self, graph: GraphWriter, table: Floats, ids: str, name: str) -> str:
        """See `LinearWriter`."""
        return graph.node("Gather", [graph.constant(f"{name}.table", table), ids], name)

    def observed(self) -> list[str]:
        """See `LinearWriter`."""
        return sorted(set(self.inputs.values())) if self.observe else []


@dataclass(frozen=True)
class Int8LinearWriter:
    """Writes eight bits. `smoothing` is SmoothQuant's exponent: the share of a channel's magnitude
    that moves from the input to the weights."""

    ranges: Mapping[str, Ranges]
    smoothing: float

    def linear(
        self,
        graph: GraphWriter,
        x: str,
        weight: Floats,
        bias: Floats,
        name: str,
        *,
        even: bool = False,
    ) -> str:
        """See `LinearWriter`."""
        seen = self.ranges[name]
        if not even:
            factors = _smoothing_factors(seen, weight, self.smoothing)
            inverse = graph.constant(f"{name}.smoothing", 1 / factors)
            x = graph.node("Mul", [x, inverse], f"{name}.smooth")
            seen, weight = (
                Ranges(seen.low / factors, seen.high / factors),
                weight * factors[:, None],
            )
        weights, scales = quantise_columns(weight)
        scale, zero = _input_scale(seen)
        scale_name = graph.constant(f"{name}.input_scale", scale)
        zero_name = graph.constant(f"{name}.input_zero", zero)
        codes = graph.node("QuantizeLinear", [x, scale_name, zero_name], f"{name}.codes")
        inputs = [
            codes,
            graph.constant(f"{name}.weight", weights),
            scale_name,
            graph.constant(f"{name}.scale", scales),
            zero_name,
            graph.constant(f"{name}.zero", np.zeros(scales.shape, np.int8)),
            graph.constant(f"{name}.bias", bias),
        ]
        return graph.node("MatMulIntegerToFloat", inputs, name, domain=FUSED)

    def table(self, graph: GraphWriter, table: Floats, ids: str, name: str) -> str:
        """See `LinearWriter`; one scale per row."""
        codes, scales = quantise_columns(np.ascontiguousarray(table.T))
        rows = graph.node(
            "Gather", [graph.constant(f"{name}.table", codes.T), ids], f"{name}.codes"
        )
        scale = graph.node(
            "Gather", [graph.constant(f"{name}.scales", scales[:, None]), ids], f"{name}.scale"
        )
        numbers = graph.node("Cast", [rows], f"{name}.numbers", to=1)
        return graph.node("Mul", [numbers, scale], name)

    def observed(self) -> list[str]:
        """See `LinearWriter`: nothing."""
        return []


def quantise_columns(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Symmetric int8 codes (same shape) and one scale per column."""
    largest = np.abs(weight).max(axis=0)
    scales = np.where(largest > 0, largest / 127, 1).astype(np.float32)
    return np.clip(np.rint(weight / scales), -127, 127).astype(np.int8), scales


def _smoothing_factors(seen: Ranges, weight: Floats, power: float) -> Floats:
    """Factor of each input channel, around 1, by which the input is divided and the weight is
    multiplied."""
    inputs = np.maximum(np.maximum(-seen.low, seen.high), 1e-3)
    weights = np.maximum(np.abs(weight).max(axis=1), 1e-5)
    factors = inputs**power / weights ** (1 - power)
    even: Floats = (factors / np.exp(np.log(factors).mean())).astype(np.float32)
    return even


def _input_scale(seen: Ranges) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    least, greatest = float(seen.low.min()), float(seen.high.max())
    scale = max((greatest - least) / 255, 1e-8)
    return np.array(scale, np.float32), np.array(round(-least / scale), np.uint8)
