"""Writes an encoder (embeddings, attention, feed-forward) as ONNX nodes.

BERT: Devlin et al. 2019, arXiv:1810.04805. MPNet's relative positions: Song et al. 2020,
arXiv:2004.09297, with the buckets of T5 (Raffel et al. 2020).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from onnx import TensorProto

from retrieval.embedder_export.families import LayerNames, Shape
from retrieval.embedder_export.graph import FUSED, GraphWriter
from retrieval.embedder_export.linear_writers import Floats, LinearWriter
from retrieval.embedder_export.tensors import TensorFiles


@dataclass(frozen=True)
class EncoderWriter:
    """Writes one encoder to a graph; `max_length` limits the position embeddings that are kept."""

    graph: GraphWriter
    linears: LinearWriter
    weights: TensorFiles
    shape: Shape
    max_length: int

    def write(self) -> str:
        """Write the whole encoder; return the name of the hidden states, float32 of shape
        (texts, tokens, hidden)."""
        graph = self.graph
        graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
        hidden = self._embeddings()
        bias = self._relative_bias() if self.shape.family.relative_bias else ""
        for index in range(self.shape.layers):
            hidden = self._layer(index, hidden, bias)
        return hidden

    def _read(self, name: str, *shape: int | None) -> Floats:
        for prefix in ("", "bert.", "roberta.", "mpnet.", "distilbert.", "model."):
            if prefix + name in self.weights:
                return self.weights.read(prefix + name, shape)
        return self.weights.read(name, shape)

    def _norm(self, name: str) -> list[str]:
        size = self.shape.hidden
        return [
            self.graph.constant(f"{name}.weight", self._read(f"{name}.weight", size)),
            self.graph.constant(f"{name}.bias", self._read(f"{name}.bias", size)),
        ]

    def _embeddings(self) -> str:
        graph, shape = self.graph, self.shape
        words = self._read("embeddings.word_embeddings.weight", shape.vocabulary, shape.hidden)
        token = self.linears.table(graph, words, "input_ids", "words")
        positions = self._read(
            "embeddings.position_embeddings.weight", shape.positions, shape.hidden
        )[shape.first_position :][: self.max_length]
        if shape.family.token_types:
            # All tokens have the first type, so its row is added to the positions once.
            types = self._read("embeddings.token_type_embeddings.weight", None, shape.hidden)
            positions = positions + types[0]
        table = graph.constant("positions.table", positions)
        sizes = graph.node("Shape", ["input_ids"], "sizes")
        graph.node("Slice", [sizes, graph.integers(1), graph.integers(2)], "tokens")
        rows = graph.node("Slice", [table, graph.integers(0), "tokens"], "positions")
        total = graph.node("Add", [token, rows], "embedded")
        return graph.node(
            "LayerNormalization",
            [total, *self._norm("embeddings.LayerNorm")],
            "embeddings",
            epsilon=shape.epsilon,
        )

    def _relative_bias(self) -> str:
        """MPNet's bias per head and distance, float32 (1, heads, tokens, tokens)."""
        graph, heads = self.graph, self.shape.heads
        table = self._read(f"{self.shape.family.relative_bias}.weight", None, heads)
        places = np.arange(self.max_length)
        buckets = relative_buckets(places[None, :] - places[:, None], len(table))
        bias = graph.constant("relative.table", table[buckets].transpose(2, 0, 1)[None])
        ends = graph.node("Concat", ["tokens", "tokens"], "relative.ends", axis=0)
        return graph.node(
            "Slice", [bias, graph.integers(0, 0), ends, graph.integers(2, 3)], "relative"
        )

    def _layer(self, index: int, hidden: str, relative: str) -> str:
        prefix = f"{self.shape.family.layers_prefix}.{index}."
        names = self.shape.family.layer
        attended = self._attention(prefix, names, hidden, relative)
        middle = self._add_norm(attended, hidden, prefix + names.attention_norm)
        fallen = self._feed_forward(prefix, names, middle)
        return self._add_norm(fallen, middle, prefix + names.norm)

    def _attention(self, prefix: str, names: LayerNames, hidden: str, relative: str) -> str:
        graph, size = self.graph, self.shape.hidden
        parts = [
            self._dense(prefix + name, size, size) for name in (names.query, names.key, names.value)
        ]
        weight = np.concatenate([part[0] for part in parts], axis=1)
        bias = np.concatenate([part[1] for part in parts])
        joint = self.linears.linear(graph, hidden, weight, bias, f"{prefix}qkv")
        split = [f"{prefix}{part}" for part in "qkv"]
        graph.nodes("Split", [joint], split, axis=2, num_outputs=3)
        inputs = [*split, "", "mask", *([relative] if relative else [])]
        context = graph.node(
            "MultiHeadAttention",
            inputs,
            f"{prefix}context",
            domain=FUSED,
            num_heads=self.shape.heads,
        )
        out, out_bias = self._dense(prefix + names.attention_out, size, size)
        # Attention averages, so its output channels are of similar size: measurements showed that
        # smoothing them has no effect.
        return self.linears.linear(graph, context, out, out_bias, f"{prefix}attended", even=True)

    def _feed_forward(self, prefix: str, names: LayerNames, hidden: str) -> str:
        graph, size, wide = self.graph, self.shape.hidden, self.shape.intermediate
        rise, rise_bias = self._dense(prefix + names.rise, size, wide)
        risen = self.linears.linear(graph, hidden, rise, rise_bias, f"{prefix}rise")
        op = self.shape.activation
        domain = "" if op == "Relu" else FUSED
        active = graph.node(op, [risen], f"{prefix}active", domain=domain)
        fall, fall_bias = self._dense(prefix + names.fall, wide, size)
        return self.linears.linear(graph, active, fall, fall_bias, f"{prefix}fallen")

    def _dense(self, name: str, inner: int, outer: int) -> tuple[Floats, Floats]:
        """Weight (inner, outer) and bias (outer,); torch stores the weight transposed."""
        weight = self._read(f"{name}.weight", outer, inner).T
        return weight, self._read(f"{name}.bias", outer)

    def _add_norm(self, x: str, skip: str, norm: str) -> str:
        # Two nodes, because ONNX Runtime's fused SkipLayerNormalization takes a tenth of the time.
        total = self.graph.node("Add", [x, skip], f"{norm}.in")
        return self.graph.node(
            "LayerNormalization",
            [total, *self._norm(norm)],
            f"{norm}.out",
            epsilon=self.shape.epsilon,
        )


def relative_buckets(
    distance: np.ndarray[tuple[int, int], np.dtype[np.int64]], buckets: int, farthest: int = 128
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """The bucket of each signed distance (key minus query): one per distance for near ones,
    logarithmic for far ones."""
    half = buckets // 2
    side = np.where(distance > 0, half, 0)
    away = np.abs(distance)
    near = half // 2
    far = near + (
        np.log(np.maximum(away, 1) / near) / math.log(farthest / near) * (half - near)
    ).astype(np.int64)
    return side + np.where(away < near, away, np.minimum(far, half - 1))
