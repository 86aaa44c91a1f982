"""The ways to run a model on this machine, best first, and what to try next when one fails."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assistant.models.devices import cpu_threads, torch_may_help
from assistant.models.generation import (
    LARGEST_WINDOW,
    SMALLEST_WINDOW,
    Backend,
    Device,
    DialogueModel,
    LocalModel,
    RemoteModel,
)
from assistant.models.shelf import SOURCE, InstalledModel
from assistant.models.worker.wire import Message

_FULL = "model.memory"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to run a model: a backend with its context window and device."""

    model: DialogueModel
    backend: Backend
    window: int
    device: Device = "auto"

    @property
    def folder(self) -> Path | None:
        return self.model.folder(self.backend) if isinstance(self.model, LocalModel) else None


def ways(
    model: DialogueModel, otherwise: LocalModel | None = None, *, backend: Backend | None = None
) -> list[Way]:
    """Every way to run a model, best first: a graphics processor, then the CPU.

    Args:
        otherwise: A local model to fall back on when a server fails.
        backend: Use this backend only; torch then runs on the CPU too.
    """
    if isinstance(model, RemoteModel):
        rest = ways(otherwise) if otherwise is not None else []
        return [Way(model, "remote", model.context_tokens), *rest]
    window = min(model.context_tokens, LARGEST_WINDOW)
    if backend is not None:
        return [Way(model, backend, window, "auto" if torch_may_help() else "cpu")]
    found: list[Way] = []
    if model.source is not None and torch_may_help():
        found.append(Way(model, "torch", window))
    if model.onnx_int4 is not None:
        found.append(Way(model, "onnx-int4", window))
    elif model.onnx_fp32 is not None:
        found.append(Way(model, "onnx-fp32", window))
    return found


def after(ways_left: list[Way], code: str) -> list[Way]:
    """The ways left to try after the first one failed.

    If memory ran out, the first way is tried again with half the window.
    """
    if not ways_left:
        return []
    first, rest = ways_left[0], ways_left[1:]
    half = first.window // 2
    if code == _FULL and half >= SMALLEST_WINDOW:
        return [replace(first, window=half), *rest]
    return rest


def load_message(way: Way) -> Message:
    """The message that asks a worker to load a model.

    Raises:
        ValueError: The way is a server.
    """
    model, folder = way.model, way.folder
    if not isinstance(model, LocalModel) or folder is None:
        raise ValueError(way.backend)
    return {
        "model": model.id, "backend": way.backend, "device": way.device, "window": way.window,
        "threads": cpu_threads(), "rendering": model.rendering, "folder": str(folder),
        "tokenizer": str(model.tokenizer), "root": str(model.root) if model.root else "",
    }  # fmt: skip


def from_shelf(installed: InstalledModel) -> LocalModel:
    """A model on the shelf as a `LocalModel`; the worker verifies its files' checksums."""
    manifest = installed.manifest
    return LocalModel(
        id=installed.id,
        rendering=manifest.rendering,
        tokenizer=installed.folder / SOURCE,
        context_tokens=manifest.context_tokens,
        source=installed.weights,
        onnx_int4=installed.onnx("int4"),
        onnx_fp32=installed.onnx("fp32"),
        root=installed.folder,
    )
