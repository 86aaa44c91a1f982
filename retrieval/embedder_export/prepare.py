"""Prepares an embedding model: converts a source folder to a verified folder with an ONNX graph.

The model is quantised to eight bits if it stays accurate enough, else kept in float32 (see
`precision`).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from retrieval.embedder_errors import ModelSourceError
from retrieval.embedder_export.families import Shape, read_shape
from retrieval.embedder_export.precision import Graph, choose_graph, save_graph
from retrieval.embedder_export.source import ModelSource, read_source
from retrieval.embedder_manifest import (
    TOKENIZER,
    Manifest,
    Precision,
    graph_name,
    read_manifest,
    sha256_of,
)
from retrieval.embedder_tokens import TokenReader
from retrieval.progress import Progress
from retrieval.readability import vocabulary_scripts


def prepare(
    source: Path, target: Path, *, name: str = "", precision: Precision = "int8"
) -> Iterator[Progress]:
    """Prepare the model in `source` as the folder `target`, replacing what is there.

    Nothing appears at `target` before it is complete and verified. Closing the generator early
    leaves nothing behind.

    Args:
        source: A sentence-transformers or transformers folder with safetensors.
        target: The folder to create.
        name: The name of the model; by default taken from the source.
        precision: `fp32` disables quantisation: four times the size, half the speed.

    Yields:
        Progress of the stages "read", "write" and "store".

    Raises:
        ModelSourceError: the source cannot be used; the code says why.
    """
    yield Progress("read", 0, 1)
    model = read_source(source, name=name)
    shape = read_shape(model.config)
    tokens = TokenReader(model.tokenizer, max_length=model.max_length, lowercase=model.lowercase)
    _check_vocabulary(tokens, shape)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".preparing-") as scratch:
        folder = Path(scratch) / "model"
        folder.mkdir()
        graph = yield from choose_graph(model, shape, tokens, precision, Path(scratch))
        yield Progress("store", 0, 1)
        _store(folder, model, graph, tokens)
        _replace(folder, target, Path(scratch) / "old")
    yield Progress("store", 1, 1)


def _check_vocabulary(tokens: TokenReader, shape: Shape) -> None:
    highest = max(tokens.tokenizer.get_vocab(with_added_tokens=True).values(), default=-1)
    if not 0 <= highest < shape.vocabulary:
        raise ModelSourceError(
            code="model.tokenizer",
            expected=f"a tokenizer of at most {shape.vocabulary} tokens, as many as the weights",
            found=f"token number {highest}",
            remedy="check that the tokenizer belongs to this model",
        )


def _store(folder: Path, model: ModelSource, graph: Graph, tokens: TokenReader) -> None:
    shutil.copyfile(model.tokenizer, folder / TOKENIZER)
    files = [folder / TOKENIZER, *save_graph(graph.model, folder / graph_name(graph.precision))]
    Manifest(
        name=model.name,
        source_digest=model.digest,
        precision=graph.precision,
        dims=graph.dims,
        max_length=model.max_length,
        pooling=model.pooling,
        query_prompt=model.prompts.query,
        passage_prompt=model.prompts.passage,
        lowercase=model.lowercase,
        languages=model.languages,
        scripts=vocabulary_scripts(tokens.tokenizer.get_vocab()),
        fidelity=round(graph.fidelity, 5),
        files={file.name: sha256_of(file) for file in files},
    ).write(folder)
    read_manifest(folder)


def _replace(folder: Path, target: Path, old: Path) -> None:
    """Move the finished folder to its place; the old one is moved away first, since a rename cannot
    replace a folder that is not empty."""
    if target.exists():
        target.rename(old)
    folder.rename(target)
