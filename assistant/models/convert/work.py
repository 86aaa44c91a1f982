"""The stages of a conversion, in the converter's process; one model in memory at a time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from assistant.models import parity as gate
from assistant.models.adapters import inspect_adapter
from assistant.models.convert.texts import Text, texts
from assistant.models.convert.wire import Outcome, Progress, Request
from assistant.models.inspection import Inspected, inspect, read_json
from assistant.models.manifest import ModelFormat, Parity, Precision
from assistant.models.parity import Scores
from assistant.models.untrusted_folder import refuse

Steps = Generator[Progress, None, Outcome]

SOURCE, ADAPTER, SCRATCH = "source", "adapter", "scratch"
_KEPT_FP32: Final = 100_000_000
"""Parameters; for a larger model fp32 is made only for the comparison, because of its disk space.
"""
_NAMED: Final = ("replydesk", "onnxruntime-genai", "onnxruntime", "torch", "transformers", "peft")
_NEVER: Final = frozenset({"attn_implementation", "experts_implementation", "auto_map"})


def inspected(request: Request) -> Steps:
    """Check the staging folder, and remove from config.json what torch must not read."""
    staging = Path(request.staging)
    yield Progress("inspect", 0, 1)
    found = inspect(staging / SOURCE, weights="safetensors" in request.formats)
    if request.adapter:
        inspect_adapter(staging / ADAPTER)
    _fixed_set(staging, found)
    _quiet_config(staging / SOURCE / "config.json")
    return Outcome(inspected=found)


def converted(request: Request) -> Steps:
    """Merge the adapter, export the graphs, compare them with the original."""
    staging = Path(request.staging)
    source = staging / SOURCE
    if request.adapter:
        from assistant.models.convert.merge import merge

        yield Progress("merge", 0, 1)
        merge(source, staging / ADAPTER)
        shutil.rmtree(staging / ADAPTER)
    found = inspect(source)
    fixed = _fixed_set(staging, found)
    large = found.parameters > gate.LARGEST_FP32
    scores: list[Scores] = []
    if request.torch:
        yield from _original(source, fixed, scores, half=large)
    if not large:
        yield from _export(staging, found, "fp32", scores, fixed)
    yield from _export(staging, found, "int4", scores, fixed)
    formats: list[ModelFormat] = ["safetensors", "onnx-int4"]
    if not large and found.parameters <= _KEPT_FP32:
        formats.append("onnx-fp32")
    elif not large:
        shutil.rmtree(staging / "onnx-fp32")
    fp32 = scores[1] if request.torch and not large else None
    result = gate.judge(
        scores[0], fp32, scores[-1], reference="torch" if request.torch else "onnx-fp32"
    )
    return Outcome(inspected=found, parity=result, formats=tuple(formats), made_with=_versions())


def tried(request: Request) -> Steps:
    """Check a folder converted elsewhere, and measure its int4 perplexity on this machine."""
    from assistant.models.convert.genai_config import check_config
    from assistant.models.convert.graph_check import check_graph
    from assistant.models.convert.onnx_scores import score

    staging = Path(request.staging)
    yield Progress("inspect", 0, 1)
    found = inspect(staging / SOURCE, weights="safetensors" in request.formats)
    fixed = _fixed_set(staging, found)
    graphs = [name for name in request.formats if name.startswith("onnx-")]
    for name in graphs:
        folder = staging / name
        check_graph(folder / check_config(folder))
    scores: list[Scores] = []
    try:
        for done, total in score(staging / "onnx-int4", fixed, scores):
            yield Progress("compare-int4", done, total)
    except RuntimeError as error:  # from the runtime, about an untrusted graph
        refuse(
            "shelf.graph",
            "a graph that runs on this machine",
            type(error).__name__,
            "Convert the model again with Replydesk, on a machine that has torch",
        )
    told = Parity(perplexity_int4=scores[0].perplexity)
    return Outcome(inspected=found, parity=told, formats=request.formats)


def _fixed_set(staging: Path, found: Inspected) -> list[Text]:
    return texts(
        staging / SOURCE, found.rendering, context=found.context_tokens, end=found.end_tokens[0]
    )


def _original(
    source: Path, fixed: list[Text], scores: list[Scores], *, half: bool
) -> Iterator[Progress]:
    from assistant.models.convert.torch_scores import score

    yield Progress("load", 0, 1)
    for done, total in score(source, fixed, scores, half=half):
        yield Progress("original", done, total)


def _export(
    staging: Path, found: Inspected, precision: Precision, scores: list[Scores], fixed: list[Text]
) -> Iterator[Progress]:
    from assistant.models.convert.onnx_scores import score

    source, target = staging / SOURCE, staging / f"onnx-{precision}"
    yield Progress(f"export-{precision}", 0, 1)
    if found.rendering == "own" and found.architecture == "Qwen3ForCausalLM":
        from assistant.models.convert import own_graph

        for done, total in own_graph.write(source, target, precision):
            yield Progress(f"export-{precision}", done, total)
    else:
        from assistant.models.convert.builder import build

        build(source, target, precision, staging / SCRATCH)
    for done, total in score(target, fixed, scores):
        yield Progress(f"compare-{precision}", done, total)


def _quiet_config(path: Path) -> None:
    """Keep of config.json only what describes the model: some keys select code to run it with."""
    config = read_json(path.parent, path.name)
    kept = {
        key: value for key, value in config.items() if not key.startswith("_") and key not in _NEVER
    }
    if kept != config:
        path.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def _versions() -> dict[str, str]:
    found = {}
    for name in _NAMED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
