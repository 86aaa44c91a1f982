"""Checkpoints, from which a run resumes: written atomically, and read only if complete.

A checkpoint is a folder: a file for each part of the state, and, written last, a manifest with
their hashes. A folder without a manifest, or with a file whose hash differs, is ignored and the
checkpoint before it is used: a kill or a power cut costs the steps since, never the run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.models.manifest import sha256_of, sync_folder
from assistant.paths import OWNER_ONLY_FOLDER, write_owner_only
from training.runs import machine
from training.runs.errors import DiskLowError, written_by_a_newer

FORMAT: Final = 1
KEPT: Final = 2
"""Number of newest checkpoints that are kept: more than one, in case the newest is damaged."""
_MARGIN = 256 << 20
"""Bytes of disk space that must stay free after a checkpoint is written."""
_MANIFEST = "manifest.json"
_NAME = re.compile(r"step-(\d{9})")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A complete checkpoint: `state` is what was saved, with its tensors on the CPU."""

    step: int
    state: dict[str, Any]


class Checkpoints:
    """The checkpoints of one run.

    Args:
        folder: Their parent folder; created when the first is saved.
        free: Returns the bytes free on a folder's disk.
    """

    def __init__(self, folder: Path, *, free: Callable[[Path], int] = machine.disk_free) -> None:
        self._folder, self._free = folder, free

    def save(self, step: int, state: Mapping[str, Any], *, keep: Iterable[int] = ()) -> None:
        """Save the state after `step` steps: a file for each name in it, flushed to the disk.

        Deletes all other checkpoints except the newest `KEPT` and the steps in `keep`.

        Raises:
            DiskLowError: The disk has no room for it; nothing was written.
        """
        import torch  # not at the top: a classifier head is trained without torch or checkpoints

        self._check_room(state)
        target = self._folder / f"step-{step:09d}"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True, mode=OWNER_ONLY_FOLDER)
        hashes = {}
        for name, value in state.items():
            path = target / f"{name}.pt"
            with path.open("wb") as file:
                torch.save(value, file)
                file.flush()
                os.fsync(file.fileno())
            hashes[path.name] = sha256_of(path)
        manifest = {"format": FORMAT, "step": step, "files": hashes}
        write_owner_only(target / _MANIFEST, json.dumps(manifest).encode())
        sync_folder(self._folder)
        self._prune(set(keep))

    def newest(self) -> Checkpoint | None:
        """The newest complete checkpoint, if there is one.

        Raises:
            RunNewerError: A newer version of the program wrote it.
        """
        for step, path in sorted(self._all().items(), reverse=True):
            found = self._read(step, path)
            if found is not None:
                return found
        return None

    def at(self, step: int) -> Checkpoint | None:
        """The checkpoint of one step, if it exists and is complete."""
        path = self._all().get(step)
        return self._read(step, path) if path is not None else None

    def _read(self, step: int, path: Path) -> Checkpoint | None:
        try:
            manifest = json.loads((path / _MANIFEST).read_bytes())
            if manifest["format"] > FORMAT:
                raise written_by_a_newer(f"format {manifest['format']} of a checkpoint", FORMAT)
            if not manifest["files"]:
                return None
            for name, hash_ in manifest["files"].items():
                if sha256_of(path / name) != hash_:
                    return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        import torch

        state = {
            Path(name).stem: torch.load(path / name, map_location="cpu", weights_only=True)
            for name in manifest["files"]
        }
        return Checkpoint(step, state)

    def _all(self) -> dict[int, Path]:
        if not self._folder.is_dir():
            return {}
        return {
            int(match[1]): path
            for path in self._folder.iterdir()
            if (match := _NAME.fullmatch(path.name))
        }

    def _prune(self, keep: set[int]) -> None:
        # only complete ones count: a folder that a kill left unfinished may be the newest of all
        whole = sorted(step for step, path in self._all().items() if (path / _MANIFEST).exists())
        stay = keep | set(whole[-KEPT:])
        for step, path in self._all().items():
            if step not in stay:
                shutil.rmtree(path, ignore_errors=True)

    def _check_room(self, state: Mapping[str, Any]) -> None:
        needed = bytes_of(state)
        free = self._free(self._folder)
        if free < needed + _MARGIN:
            error = DiskLowError(
                expected=f"{(needed + _MARGIN) >> 20} MB free for the next checkpoint",
                found=f"{free >> 20} MB",
                remedy="Free some space: then it resumes by itself",
            )
            error.needed = needed + _MARGIN
            raise error


def bytes_of(value: Any) -> int:
    """Approximate size of a state on the disk, in bytes."""
    import torch

    if isinstance(value, torch.Tensor):
        return int(value.numel() * value.element_size())
    if isinstance(value, Mapping):
        return sum(map(bytes_of, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(bytes_of, value))
    return 64
