"""Heads on disk: a file of numbers, and a card with its checksum that is written last.

Versions are stored in `heads/<slot>/<id>/` of a home; `heads/active.json` names the one in use for
each slot. An incomplete version is never used.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np

from assistant.errors import InputError, MachineError
from assistant.paths import Home, unwritable, write_owner_only
from assistant.understanding.grams import Grams
from assistant.understanding.head import Head

Slot = Literal["intents", "mood"]
FORMAT: Final = 1
CARD: Final = "manifest.json"
NUMBERS: Final = "head.npz"
EMBEDDING: Final = "embedding"
"""Subfolder of an embedding model that was tuned for the head, if there is one."""
_LARGEST: Final = 200 << 20
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")


class HeadDamagedError(MachineError):
    """A head that is not what was written.

    Codes: `head.damaged`, `head.newer`, `head.missing`.
    """

    code = "head.damaged"


@dataclass(frozen=True, slots=True)
class Card:
    """The description of a head in its folder.

    Attributes:
        slot: What the head is for.
        embedding: `model_id` of the embedding model whose vectors it reads.
        sha256: Checksum of the numbers.
        measures: Figures from its evaluation.
    """

    slot: Slot
    embedding: str
    sha256: str
    measures: Mapping[str, float] = field(default_factory=dict)
    format: int = FORMAT


class Heads:
    """The heads of one home."""

    def __init__(self, home: Home) -> None:
        self._root = home.root / "heads"

    def folder(self, slot: Slot, id_: str) -> Path:
        """The folder of a version.

        Raises:
            InputError: It is not a valid id.
        """
        if not _ID.fullmatch(id_):
            raise InputError(
                code="head.id", expected="letters, digits, dots and dashes", found="another id",
                remedy="Choose one of: replydesk versions list",
            )  # fmt: skip
        return self._root / slot / id_

    def add(
        self, slot: Slot, id_: str, head: Head, *,
        embedding: Path | None = None, measures: Mapping[str, float] | None = None,
    ) -> None:  # fmt: skip
        """Write a version atomically, replacing one with the same id.

        Args:
            slot, id_: What it is for, and its id.
            head: The fitted head.
            embedding: A prepared embedding model of its own, which is copied.
            measures: Figures to show with it.

        Raises:
            HomeUnwritableError, StoreFullError: Nothing was changed.
        """
        target = self.folder(slot, id_)
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=".writing-") as scratch:
                folder = Path(scratch) / "head"
                folder.mkdir(mode=0o700)
                if embedding is not None:
                    shutil.copytree(embedding, folder / EMBEDDING)
                write(folder, slot, head, measures=measures)
                if target.exists():
                    target.rename(Path(scratch) / "old")
                folder.rename(target)
        except OSError as error:
            raise unwritable(target, error) from error

    def open(self, slot: Slot, id_: str) -> Head:
        """Read a version.

        Raises:
            HeadDamagedError: It is missing, damaged, or from a newer version of the program.
        """
        return read(self.folder(slot, id_), slot)

    def embedding(self, slot: Slot, id_: str) -> Path | None:
        """The folder of its own embedding model, if it has one."""
        folder = self.folder(slot, id_) / EMBEDDING
        return folder if folder.is_dir() else None

    def active(self, slot: Slot) -> str:
        """Id of the version in use; "" for none."""
        return str(self._active().get(slot, ""))

    def use(self, slot: Slot, id_: str) -> None:
        """Select the version in use; "" for none.

        Raises:
            HeadDamagedError: It is damaged; the version in use has not changed.
            HomeUnwritableError, StoreFullError: The choice could not be saved.
        """
        if id_:
            self.open(slot, id_)
        named = {**self._active(), slot: id_}
        try:
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_owner_only(self._root / "active.json", json.dumps(named).encode())
        except OSError as error:
            raise unwritable(self._root, error) from error

    def discard(self, slot: Slot, id_: str) -> None:
        """Delete a version that is not in use; does nothing if it is gone already."""
        folder = self.folder(slot, id_)
        if id_ == self.active(slot) or not folder.exists():
            return
        # rename first, so that no half-deleted version is ever visible
        gone = folder.with_name(f".gone-{id_}-{os.getpid()}")
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def _active(self) -> dict[str, Any]:
        try:
            found: Any = json.loads((self._root / "active.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def write(
    folder: Path, slot: Slot, head: Head, *, measures: Mapping[str, float] | None = None
) -> None:
    """Write a head into a folder, its card last."""
    numbers = _packed(head)
    (folder / NUMBERS).write_bytes(numbers)
    card = Card(slot, head.embedding, hashlib.sha256(numbers).hexdigest(), dict(measures or {}))
    (folder / CARD).write_text(json.dumps(asdict(card), indent=1) + "\n", "utf-8")


def read_card(folder: Path, slot: Slot) -> Card:
    """Read the card of a head.

    Raises:
        HeadDamagedError: It is missing, or this program cannot read it.
    """
    path = folder / CARD
    if not path.is_file():
        raise _damaged("head.missing", "a trained head", "none in its place")
    try:
        found = json.loads(path.read_text("utf-8"))
        if int(found["format"]) > FORMAT:
            raise _damaged("head.newer", f"format {FORMAT} or older", f"format {found['format']}")
        card = Card(**found)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise _damaged("head.damaged", "a readable card", "a damaged one") from error
    if card.slot != slot:
        raise _damaged("head.damaged", f"a head for {slot}", f"one for {card.slot}")
    return card


def read(folder: Path, slot: Slot) -> Head:
    """Read a head from a folder and verify its checksum.

    Raises:
        HeadDamagedError: It is missing, damaged, or from a newer version of the program.
    """
    card = read_card(folder, slot)
    try:
        path = folder / NUMBERS
        numbers = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise _damaged("head.damaged", "its numbers", "none") from error
    if hashlib.sha256(numbers).hexdigest() != card.sha256:
        raise _damaged("head.damaged", "its numbers as they were written", "other bytes")
    return _unpacked(numbers, card.embedding)


def _packed(head: Head) -> bytes:
    """Serialise a head; half precision changes a score by a thousandth at most."""
    file = BytesIO()
    np.savez_compressed(
        file,
        labels=np.frombuffer(json.dumps(head.labels).encode(), np.uint8),
        weights=head.weights.astype(np.float16),
        middles=head.middles.astype(np.float16),
        spreads=head.spreads,
        figures=np.array([head.floor, head.temperature], np.float64),
        rarity=head.grams.rarity.astype(np.float16),
    )
    return file.getvalue()


def _unpacked(numbers: bytes, embedding: str) -> Head:
    with np.load(BytesIO(numbers), allow_pickle=False) as kept:
        floor, temperature = kept["figures"].tolist()
        return Head(
            labels=tuple(json.loads(kept["labels"].tobytes())),
            weights=kept["weights"].astype(np.float32),
            middles=kept["middles"].astype(np.float32),
            spreads=kept["spreads"],
            floor=floor,
            temperature=temperature,
            grams=Grams(kept["rarity"].astype(np.float32)),
            embedding=embedding,
        )


def _damaged(code: str, expected: str, found: str) -> HeadDamagedError:
    return HeadDamagedError(
        code=code, expected=expected, found=found,
        remedy="Put another version to use: replydesk versions list",
    )  # fmt: skip
