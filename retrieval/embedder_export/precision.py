"""Eight bits where they are faithful, float32 where they are not: measured, for every model.

The best of a few ways of evening out the channels is kept. A model that loses too much in all of
them stays in float32.
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
from retrieval.embedder_export.linears import ByteLinears, FloatLinears, LinearWriter
from retrieval.embedder_export.pooling import write_pooling
from retrieval.embedder_export.source import ModelSource
from retrieval.embedder_manifest import Precision
from retrieval.embedder_session import OUTPUT, open_session
from retrieval.embedder_tokens import TokenReader
from retrieval.progress import Progress

SMOOTHINGS: Final = (0.7, 0.8, 0.6, 0.5)
"""How much of a channel's size moves from input to weights: the usually best first."""
FAITHFUL: Final = 0.985
"""Mean cosine to float32 that eight bits must keep."""
_PROTOBUF_LIMIT: Final = 1_900_000_000
"""Bytes; a protobuf of 2 GiB cannot be written, so larger graphs keep their weights beside."""


@dataclass(frozen=True)
class Graph:
    """A graph, the size of its vectors, and their mean cosine to those of float32."""

    model: onnx.ModelProto
    dims: int
    precision: Precision
    fidelity: float


def choose_graph(
    source: ModelSource, shape: Shape, tokens: TokenReader, wished: Precision, scratch: Path
) -> Generator[Progress, None, Graph]:
    """Write the graph in the precision wished for, if it is faithful in that.

    Args:
        source: A checked model folder.
        shape: Its encoder's sizes.
        tokens: Its tokenizer.
        wished: The precision to try.
        scratch: A folder for files needed only now.

    Yields:
        Progress of the stage "write".

    Returns:
        The graph chosen, as the generator's value.
    """
    steps = 1 if wished == "fp32" else 2 + len(SMOOTHINGS)
    yield Progress("write", 0, steps)
    exact = FloatLinears()
    model, dims = write_graph(source, shape, exact)
    if wished == "fp32":
        yield Progress("write", 1, steps)
        return Graph(model, dims, "fp32", 1.0)
    observing, _ = write_graph(source, shape, FloatLinears(observe=True))
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
        tried, _ = write_graph(source, shape, ByteLinears(ranges, power))
        session = open_session(save_graph(tried, scratch / "tried.onnx")[0])
        found = float((vectors(session, OUTPUT, held_out) * truth).sum(axis=1).mean())
        if found > fidelity:
            best, fidelity = Graph(tried, dims, "int8", found), found
    yield Progress("write", steps, steps)
    return best


def write_graph(
    source: ModelSource, shape: Shape, linears: LinearWriter
) -> tuple[onnx.ModelProto, int]:
    """One graph of a source, and the size of its vectors.

    With `FloatLinears` that are `observed` it also gives out every linear layer's input.
    """
    graph = GraphWriter()
    hidden = EncoderWriter(graph, linears, source.weights, shape, source.max_length).write()
    width = write_pooling(graph, hidden, shape, source.pooling, source.dense)
    return graph.model(OUTPUT, width, also=linears.observed()), width


def save_graph(model: onnx.ModelProto, path: Path) -> list[Path]:
    """Write a graph; the files it took."""
    size = sum(len(tensor.raw_data) for tensor in model.graph.initializer)
    if size < _PROTOBUF_LIMIT:
        path.write_bytes(model.SerializeToString())
        return [path]
    weights = f"{path.name}.data"
    onnx.save_model(model, path, save_as_external_data=True, location=weights)
    return [path, path.with_name(weights)]
