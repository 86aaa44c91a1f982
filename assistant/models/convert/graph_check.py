"""Checks a graph that was converted elsewhere: known operators only, and its data beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn

import onnx

from assistant.models.untrusted_folder import refuse

_DOMAINS: Final = frozenset({"", "ai.onnx", "com.microsoft"})
_LARGEST: Final = 1 << 31


def check_graph(path: Path) -> None:
    """Refuse a graph that uses other operators than ONNX Runtime's or reads files outside its
    folder.

    Raises:
        ModelRefusedError: `shelf.graph`.
    """
    if path.stat().st_size >= _LARGEST:
        _refuse("a file of more than 2 GB")
    try:
        model = onnx.load(str(path), load_external_data=False)
    except Exception:  # noqa: BLE001 - protobuf's own exception types
        _refuse("a damaged one")
    if {node.domain for node in _nodes(model.graph)} - _DOMAINS or model.functions:
        _refuse("operators of others")
    for tensor in model.graph.initializer:
        for entry in tensor.external_data:
            plain = entry.value == Path(entry.value).name and not entry.value.startswith(".")
            if entry.key == "location" and not (plain and (path.parent / entry.value).is_file()):
                _refuse("data outside the folder")


def _nodes(graph: onnx.GraphProto) -> Iterator[onnx.NodeProto]:
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _nodes(attribute.g)
            for inner in attribute.graphs:
                yield from _nodes(inner)


def _refuse(found: str) -> NoReturn:
    refuse(
        "shelf.graph",
        "a graph of ONNX Runtime's own operators, with its data beside it",
        found,
        "Convert the model again with Replydesk, on a machine that has torch",
    )
