"""What a run needs to go on: written whole or not at all.

A folder without its manifest, or whose file has another hash, is no checkpoint: a kill in the
middle of a save costs the minutes since the one before.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import torch

_KEPT = 2


def save(folder: Path, step: int, state: dict[str, Any]) -> None:
    """Write checkpoint number `step`; older ones but the last are removed."""
    target = folder / f"step-{step:08d}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with (target / "state.pt").open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    manifest = {"format": 1, "step": step, "sha256": _sha256(target / "state.pt")}
    unfinished = target / "manifest.part"
    unfinished.write_text(json.dumps(manifest), encoding="utf-8")
    unfinished.replace(target / "manifest.json")
    for old in sorted(folder.glob("step-*"))[:-_KEPT]:
        shutil.rmtree(old)


def newest(folder: Path) -> dict[str, Any] | None:
    """The state of the newest checkpoint that is whole, if there is one."""
    for target in sorted(folder.glob("step-*"), reverse=True):
        try:
            manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
            if manifest["sha256"] != _sha256(target / "state.pt"):
                continue
        except (OSError, ValueError, KeyError):
            continue
        state: dict[str, Any] = torch.load(target / "state.pt", weights_only=True)
        return state
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
