"""Writes the nodes from hidden states to unit vectors: pooling, projections, normalisation.

As in sentence-transformers (Reimers and Gurevych 2019, arXiv:1908.10084), the results of several
poolings are concatenated.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from onnx import TensorProto

from retrieval.embedder_export.families import Shape
from retrieval.embedder_export.graph import FUSED, GraphWriter
from retrieval.embedder_export.source import DenseLayer
from retrieval.embedder_session import OUTPUT


def write_pooling(
    graph: GraphWriter,
    hidden: str,
    shape: Shape,
    poolings: Sequence[str],
    dense: Sequence[DenseLayer],
) -> int:
    """Write the nodes after the encoder, up to `OUTPUT`; return the size of a vector."""
    weights = graph.node("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    mask = graph.node("Unsqueeze", [weights, graph.integers(2)], "mask.wide")
    pooled = [_pool(graph, hidden, mask, mode) for mode in poolings]
    vectors, width = pooled[0], shape.hidden * len(pooled)
    if len(pooled) > 1:
        vectors = graph.node("Concat", pooled, "pooled", axis=1)
    for index, layer in enumerate(dense):
        vectors, width = _dense(graph, vectors, width, layer, f"dense.{index}")
    length = graph.node("ReduceL2", [vectors, graph.integers(1)], "length", keepdims=1)
    floor = graph.constant("length.floor", np.array(1e-12, np.float32))
    safe = graph.node("Max", [length, floor], "length.safe")
    graph.node("Div", [vectors, safe], OUTPUT)
    return width


def _pool(graph: GraphWriter, hidden: str, mask: str, mode: str) -> str:
    tokens = graph.integers(1)
    if mode == "cls":
        first = graph.constant("first", np.array(0, np.int64))
        return graph.node("Gather", [hidden, first], "pooled.cls", axis=1)
    if mode == "max":
        dark = graph.constant("dark", np.array(-1e9, np.float32))
        seen = graph.node("Cast", [mask], "mask.seen", to=TensorProto.BOOL)
        kept = graph.node("Where", [seen, hidden, dark], "pooled.kept")
        return graph.node("ReduceMax", [kept, tokens], "pooled.max", keepdims=0)
    masked = graph.node("Mul", [hidden, mask], f"pooled.{mode}.masked")
    total = graph.node("ReduceSum", [masked, tokens], f"pooled.{mode}.sum", keepdims=0)
    count = graph.node("ReduceSum", [mask, tokens], f"pooled.{mode}.count", keepdims=0)
    if mode == "mean_sqrt_len_tokens":
        count = graph.node("Sqrt", [count], "pooled.root")
    return graph.node("Div", [total, count], f"pooled.{mode}")


def _dense(
    graph: GraphWriter, vectors: str, width: int, layer: DenseLayer, name: str
) -> tuple[str, int]:
    weight = layer.weights.read("linear.weight", (None, width))
    out = graph.node(
        "MatMul", [vectors, graph.constant(f"{name}.weight", weight.T)], f"{name}.product"
    )
    if "linear.bias" in layer.weights:
        bias = layer.weights.read("linear.bias", (weight.shape[0],))
        out = graph.node("Add", [out, graph.constant(f"{name}.bias", bias)], f"{name}.sum")
    if layer.activation == "GELU":
        out = graph.node("Gelu", [out], f"{name}.active", domain=FUSED)
    elif layer.activation != "Identity":
        op = {"Tanh": "Tanh", "ReLU": "Relu"}[layer.activation]
        out = graph.node(op, [out], f"{name}.active")
    return out, weight.shape[0]
