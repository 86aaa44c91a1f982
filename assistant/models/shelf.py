"""The shelf: which dialogue models are installed, and which one writes.

A model is put together in a staging folder and comes onto the shelf by one rename, its manifest
written last; which one is active stands in one small file that is replaced whole. So a kill at any
moment leaves the old state or the new one.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ConflictError, NotFoundError
from assistant.models import manifest as manifests
from assistant.models.errors import ModelFilesDamagedError, ModelUnusableError
from assistant.models.manifest import Manifest, Precision
from assistant.paths import OWNER_ONLY_FOLDER, unwritable, write_owner_only

_ACTIVE = "active.json"
_STAGING = ".staging-"
_REMOVED = ".removed-"
SOURCE = "source"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model on the shelf.

    `source` holds config, tokenizer, template and licence in Hugging Face's layout, and the
    safetensors where they are kept.
    """

    folder: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def source(self) -> Path:
        return self.folder / SOURCE

    @property
    def weights(self) -> Path | None:
        """The folder torch can load; None where no safetensors were kept."""
        return self.source if "safetensors" in self.manifest.formats else None

    def onnx(self, precision: Precision = "int4") -> Path | None:
        """The folder onnxruntime-genai can load; None where there is none."""
        name: manifests.ModelFormat = "onnx-int4" if precision == "int4" else "onnx-fp32"
        return self.folder / name if name in self.manifest.formats else None

    @property
    def size_bytes(self) -> int:
        return sum(record.size for record in self.manifest.files.values())

    def problems(self) -> list[str]:
        """Codes of what keeps it from being used, as far as can be seen without reading it all."""
        found = []
        try:
            manifests.verify_sizes(self.folder, self.manifest)
        except ModelFilesDamagedError as error:
            found.append(error.code)
        if not self.manifest.parity.passed:
            found.append("shelf.parity")
        return found

    def verify(self, *parts: str) -> None:
        """Compare its files with their checksums.

        Args:
            parts: Only these folders of it, such as `source` or `onnx-int4`; all if none is named.

        Raises:
            ModelFilesDamagedError: A file is missing or has other bytes.
        """
        below = tuple(f"{part}/" for part in parts) or ("",)
        manifests.verify(self.folder, self.manifest, below=below)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which model writes, and which one did before."""

    active: str = ""
    previous: str = ""


class Shelf:
    """The models of one home. One engine owns it; its threads may call it at the same time.

    Args:
        root: The folder `models` of the home. Other things may lie there too.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.RLock()
        self._followers: list[Callable[[], None]] = []
        self._held = threading.local()

    def follow(self, changed: Callable[[], None]) -> None:
        """Call `changed` whenever another model (or none) was made active."""
        self._followers.append(changed)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Tell followers of what this thread changes only when the block ends."""
        self._held.changes = 0
        try:
            yield
        finally:
            changes, self._held.changes = self._held.changes, None
            if changes:
                self._tell()

    def clean(self) -> None:
        """Remove what an ended process left unfinished. Call when the engine starts."""
        if not self.root.is_dir():
            return
        for path in self.root.iterdir():
            if path.name.startswith((_STAGING, _REMOVED)) and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)

    # ------------------------------------------------------------ looking

    def listed(self) -> list[InstalledModel]:
        """Every model whose manifest can be read, by name."""
        found = []
        for path in self._folders():
            try:
                manifest = manifests.read(path)
            except ModelFilesDamagedError:
                continue
            if manifest.id == path.name:
                found.append(InstalledModel(path, manifest))
        return sorted(found, key=lambda model: (model.manifest.name.lower(), model.id))

    def damaged(self) -> dict[str, str]:
        """Ids of folders whose manifest cannot be read, with the code of why."""
        found = {}
        for path in self._folders():
            try:
                if manifests.read(path).id != path.name:
                    found[path.name] = ModelFilesDamagedError.code
            except ModelFilesDamagedError as error:
                found[path.name] = error.code
        return found

    def get(self, id_: str) -> InstalledModel:
        """One model.

        Raises:
            NotFoundError: There is none of this id.
        """
        for model in self.listed():
            if model.id == id_:
                return model
        raise NotFoundError(
            expected="a model on the shelf",
            found="none with this id",
            remedy="List them: replydesk models list",
        )

    def choice(self) -> Choice:
        """What the shelf's file says; nothing chosen where it cannot be read."""
        try:
            found = json.loads((self.root / _ACTIVE).read_text("utf-8"))
            return Choice(str(found["active"]), str(found["previous"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Choice()

    def active(self) -> InstalledModel | None:
        """The model that writes; None where none was chosen, or it is gone."""
        chosen = self.choice().active
        return next((model for model in self.listed() if model.id == chosen), None)

    # ------------------------------------------------------------ changing

    def verify(self, id_: str) -> InstalledModel:
        """Read every file of a model.

        Raises:
            NotFoundError, ModelFilesDamagedError: It is not there, or not whole.
        """
        model = self.get(id_)
        model.verify()
        return model

    def use(self, id_: str) -> InstalledModel:
        """Make a model the one that writes; the one before is kept for `rollback`.

        Raises:
            NotFoundError: There is none of this id.
            ModelUnusableError: It did not pass the parity gate.
            ModelFilesDamagedError: Its files are not what was installed.
            HomeUnwritableError, StoreFullError: The choice is as it was.
        """
        model = self.ready_to_use(id_)
        self.choose(id_)
        return model

    def ready_to_use(self, id_: str) -> InstalledModel:
        """A model that may write, after all its files were read; errors as in `use`."""
        model = self.get(id_)
        if not model.manifest.parity.passed:
            raise ModelUnusableError(
                code="shelf.parity",
                expected="a converted model that says what the original says",
                found="one that did not pass that test when it was added",
                remedy="Remove it and add it again, or use another model",
            )
        model.verify()
        return model

    def choose(self, id_: str) -> None:
        """Make a model that `ready_to_use` let pass the one that writes.

        Raises:
            HomeUnwritableError, StoreFullError: The choice is as it was.
        """
        with self._lock:
            before = self.choice()
            if before.active != id_:
                self._choose(Choice(id_, before.active))

    def rollback(self) -> InstalledModel:
        """Make the model before the active one write again; a second call undoes the first.

        Raises:
            ConflictError: There is none before it.
            ModelFilesDamagedError: Its files are missing.
        """
        with self._lock:
            before = self.choice()
            if not before.previous:
                raise ConflictError(
                    code="shelf.no-previous",
                    expected="a model that was active before",
                    found="none",
                    remedy="Choose one: replydesk models list, replydesk models use ID",
                )
            model = self.get(before.previous)
            manifests.verify_sizes(model.folder, model.manifest)
            self._choose(Choice(before.previous, before.active))
        return model

    def remove(self, id_: str) -> None:
        """Take a model off the shelf and delete its files; if it was the active one, none writes.

        Raises:
            NotFoundError: There is none of this id.
            HomeUnwritableError, StoreFullError: It is still there.
        """
        folder = next((path for path in self._folders() if path.name == id_), None)
        if folder is None:
            self.get(id_)
            return
        with self._lock:
            chosen = self.choice()
            left = Choice(
                *("" if named == id_ else named for named in (chosen.active, chosen.previous))
            )
            if left != chosen:
                self._choose(left)
            gone = self.root / f"{_REMOVED}{secrets.token_hex(6)}"
            try:
                folder.rename(gone)
            except OSError as error:
                raise unwritable(folder, error) from error
        shutil.rmtree(gone, ignore_errors=True)

    # ------------------------------------------------------------ coming onto it

    def staging(self) -> Path:
        """A new empty folder to put a model together in."""
        path = self.root / f"{_STAGING}{secrets.token_hex(6)}"
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
            path.mkdir(mode=OWNER_ONLY_FOLDER)
        except OSError as error:
            raise unwritable(self.root, error) from error
        return path

    def install(self, staged: Path) -> InstalledModel:
        """Put a finished staging folder onto the shelf.

        Raises:
            ConflictError: This very model stands there already (`shelf.present`).
            ModelFilesDamagedError: The folder is not finished.
            HomeUnwritableError, StoreFullError: It is not on the shelf.
        """
        manifest = manifests.read(staged)
        manifests.verify_sizes(staged, manifest)
        target = self.root / manifest.id
        self.refuse_present(manifest.id)
        try:
            staged.rename(target)
            _sync(self.root)
        except OSError as error:
            raise unwritable(target, error) from error
        return InstalledModel(target, manifest)

    def refuse_present(self, id_: str) -> None:
        """Raise if something of this name stands on the shelf; what was never finished makes room.

        Raises:
            ConflictError: It does (`shelf.present`).
        """
        target = self.root / id_
        if (target / manifests.FILE_NAME).exists():
            raise ConflictError(
                code="shelf.present",
                expected="a model that is not on the shelf yet",
                found=f"{id_} is there already",
                remedy=f"Use it: replydesk models use {id_}",
            )
        if target.is_dir():
            shutil.rmtree(target, ignore_errors=True)

    def _folders(self) -> list[Path]:
        if not self.root.is_dir():
            return []
        return [
            path
            for path in sorted(self.root.iterdir())
            if not path.is_symlink() and not path.name.startswith(".")
            # embedding models lie here too; they have no such folder
            if (path / SOURCE).is_dir()
        ]

    def _choose(self, choice: Choice) -> None:
        content = {"format": 1, "active": choice.active, "previous": choice.previous}
        path = self.root / _ACTIVE
        try:
            write_owner_only(path, json.dumps(content).encode())
        except OSError as error:
            raise unwritable(path, error) from error
        if getattr(self._held, "changes", None) is None:
            self._tell()
        else:
            self._held.changes += 1

    def _tell(self) -> None:
        for changed in self._followers:
            changed()


def _sync(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
