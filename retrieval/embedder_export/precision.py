"""Chooses the precision of a model by measurement: eight bits if accurate enough, else float32.

Several smoothing exponents are tried, and the most accurate one is used. A model that loses too
much accuracy with all of them stays in float32.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import onnx

from retrieval.embedder_export.calibrate import observe, vectors
from retrieval.embedder_export.calibration_texts import CALIBRATION, CHECK
from retrieval.embedder_export.encoder import EncoderWriter
from retrieval.embedder_export.families import Shape
from retrieval.embedder_export.graph import GraphWriter
from retrieval.embedder_export.linear_writers import (
    FloatLinearWriter,
    Int8LinearWriter,
    LinearWriter,
)
from retrieval.embedder_export.pooling import write_pooling
from retrieval.embedder_export.source import ModelSource
from retrieval.embedder_manifest import Precision
from retrieval.embedder_session import OUTPUT, open_session
from retrieval.embedder_tokens import TokenReader
from retrieval.progress import Progress

SMOOTHINGS: Final = (0.7, 0.8, 0.6, 0.5)
"""Smoothing exponents to try (see `Int8LinearWriter`), the one that is usually best first."""
FAITHFUL: Final = 0.985
"""Mean cosine similarity to the float32 vectors that an eight-bit model must exceed."""
_PROTOBUF_LIMIT: Final = 1_900_000_000
"""Size in bytes above which weights are stored in a separate file, as a protobuf is limited to
2 GiB."""


@dataclass(frozen=True)
class Graph:
    """A graph with its precision, vector size, and mean cosine similarity to float32 vectors."""

    model: onnx.ModelProto
    dims: int
    precision: Precision
    fidelity: float


def choose_graph(
    source: ModelSource, shape: Shape, tokens: TokenReader, wished: Precision, scratch: Path
) -> Generator[Progress, None, Graph]:
    """Write the graph in the requested precision, or in float32 if eight bits are too inaccurate.

    Args:
        source: A checked model folder.
        shape: The sizes of its encoder.
        tokens: Its tokenizer.
        wished: The precision to try.
        scratch: A folder for temporary files.

    Yields:
        Progress of the stage "write".

    Returns:
        The chosen graph, as the generator's return value.
    """
    steps = 1 if wished == "fp32" else 2 + len(SMOOTHINGS)
    yield Progress("write", 0, steps)
    exact = FloatLinearWriter()
    model, dims = write_graph(source, shape, exact)
    if wished == "fp32":
        yield Progress("write", 1, steps)
        return Graph(model, dims, "fp32", 1.0)
    observing, _ = write_graph(source, shape, FloatLinearWriter(observe=True))
    session = open_session(save_graph(observing, scratch / "observing.onnx")[0])
    del observing
    yield Progress("write", 1, steps)
    ranges = observe(session, exact.inputs, tokens.ids(CALIBRATION))
    held_out = tokens.ids(CHECK)
    truth = vectors(session, OUTPUT, held_out)
    del session
    best = Graph(model, dims, "fp32", 1.0)
    fidelity = FAITHFUL
    for step, power in enumerate(SMOOTHINGS, 2):
        yield Progress("write", step, steps)
        tried, _ = write_graph(source, shape, Int8LinearWriter(ranges, power))
        session = open_session(save_graph(tried, scratch / "tried.onnx")[0])
        found = float((vectors(session, OUTPUT, held_out) * truth).sum(axis=1).mean())
        if found > fidelity:
            best, fidelity = Graph(tried, dims, "int8", found), found
    yield Progress("write", steps, steps)
    return best


def write_graph(
    source: ModelSource, shape: Shape, linears: LinearWriter
) -> tuple[onnx.ModelProto, int]:
    """Write a graph of a source; return it with the size of its vectors.

    With `FloatLinearWriter(observe=True)`, the inputs of all linear layers become outputs as well.
    """
    graph = GraphWriter()
    hidden = EncoderWriter(graph, linears, source.weights, shape, source.max_length).write()
    width = write_pooling(graph, hidden, shape, source.pooling, source.dense)
    return graph.model(OUTPUT, width, also=linears.observed()), width


def save_graph(model: onnx.ModelProto, path: Path) -> list[Path]:
    """Write a graph to disk; return the files written."""
    size = sum(len(tensor.raw_data) for tensor in model.graph.initializer)
    if size < _PROTOBUF_LIMIT:
        path.write_bytes(model.SerializeToString())
        return [path]
    weights = f"{path.name}.data"
    onnx.save_model(model, path, save_as_external_data=True, location=weights)
    return [path, path.with_name(weights)]
