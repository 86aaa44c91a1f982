"""The shelf: which dialogue models are installed, and which one writes drafts.

A model is built in a staging folder, its manifest is written last, and a single rename installs it.
The active model is recorded in one small file that is replaced atomically. A process killed at any
moment therefore leaves the old state or the new one.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from assistant.errors import ConflictError, NotFoundError
from assistant.models import choice as choices
from assistant.models import manifest as manifests
from assistant.models import model_folders
from assistant.models.choice import Choice
from assistant.models.errors import ModelUnusableError
from assistant.models.followers import Followers
from assistant.models.installed import SOURCE, InstalledModel
from assistant.paths import OWNER_ONLY_FOLDER, unwritable

__all__ = ["SOURCE", "Choice", "InstalledModel", "Shelf"]

_STAGING = ".staging-"
_REMOVED = ".removed-"


class Shelf:
    """The models of one home. It belongs to one engine, whose threads may call it concurrently.

    Args:
        root: The folder `models` of the home. It may contain other things too.
        built_in: Folder of the models that came with the program. They cannot be removed, and the
            first of them is active until somebody chooses.
    """

    def __init__(self, root: Path, built_in: Path | None = None) -> None:
        self.root = root
        self._built_in = built_in
        self._lock = threading.RLock()
        self._followers = Followers()

    def follow(self, changed: Callable[[], None]) -> None:
        """Call `changed` whenever the active model changes."""
        self._followers.add(changed)

    def held(self) -> AbstractContextManager[None]:
        """Defer the notification of changes by this thread to the end of the block."""
        return self._followers.held()

    def clean(self) -> None:
        """Remove what an interrupted process left unfinished. Call this when the engine starts."""
        if not self.root.is_dir():
            return
        for path in self.root.iterdir():
            if path.name.startswith((_STAGING, _REMOVED)) and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)

    # ------------------------------------------------------------ reading

    def listed(self) -> list[InstalledModel]:
        """Every model whose manifest can be read, sorted by name."""
        return model_folders.readable(self._folders())

    def damaged(self) -> dict[str, str]:
        """Ids of folders whose manifest cannot be read, with the error code."""
        return model_folders.damaged(self._folders())

    def get(self, id_: str) -> InstalledModel:
        """One model.

        Raises:
            NotFoundError: There is no model with this id.
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
        """The recorded choice; if there is none, the model that came with the program is active.

        Nothing is chosen if the file cannot be read.
        """
        found = choices.read(self.root)
        return self._unchosen() if found is None else found

    def _unchosen(self) -> Choice:
        for model in self.listed():
            if self.is_built_in(model.id) and not model.problems():
                return Choice(model.id, by_hand=False)
        return Choice()

    def is_built_in(self, id_: str) -> bool:
        """Whether a model came with the program."""
        shipped = any(one.id == id_ and one.manifest.shipped for one in self.listed())
        return shipped or any(
            path.name == id_ and path.parent != self.root for path in self._folders()
        )

    def active(self) -> InstalledModel | None:
        """The active model, which may write on request only (see `writes`); None for none."""
        chosen = self.choice().active
        return next((model for model in self.listed() if model.id == chosen), None)

    def writes(self) -> bool:
        """Whether the active model writes unasked: a person chose it, or it measured so well."""
        active = self.active()
        by_itself = active is not None and active.manifest.writes_by_default
        return active is not None and (by_itself or self.choice().by_hand)

    # ------------------------------------------------------------ changing

    def verify(self, id_: str) -> InstalledModel:
        """Verify the checksums of all files of a model.

        Raises:
            NotFoundError, ModelFilesDamagedError: It does not exist, or its files are damaged.
        """
        model = self.get(id_)
        model.verify()
        return model

    def use(self, id_: str) -> InstalledModel:
        """Make a model the active one; the one before is kept for `rollback`.

        Raises:
            NotFoundError: There is no model with this id.
            ModelUnusableError: It did not pass the parity check.
            ModelFilesDamagedError: Its files are not what was installed.
            HomeUnwritableError, StoreFullError: The choice could not be saved and is unchanged.
        """
        model = self.ready_to_use(id_)
        self.choose(id_)
        return model

    def ready_to_use(self, id_: str) -> InstalledModel:
        """Return a model that may be used, with its files verified; raises what `use` raises."""
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
        """Make a model that has passed `ready_to_use` the active one.

        Raises:
            HomeUnwritableError, StoreFullError: The choice could not be saved and is unchanged.
        """
        with self._lock:
            before = self.choice()
            after = before.then(id_)
            if after != before:
                self._choose(after)

    def rollback(self) -> InstalledModel:
        """Make the previous model active again; a second call undoes the first.

        Raises:
            ConflictError: There is no previous model.
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
            self._choose(before.back())
        return model

    def remove(self, id_: str) -> None:
        """Remove a model and its files.

        If it was the active one, none is active afterwards, unless the previous one was the default
        that nobody had chosen.

        Raises:
            NotFoundError: There is no model with this id.
            ConflictError: It came with the program (`shelf.built-in`).
            HomeUnwritableError, StoreFullError: It could not be removed and is still there.
        """
        if self.is_built_in(id_):
            raise ConflictError(
                code="shelf.built-in",
                expected="a model that was added",
                found="one that came with the program",
                remedy="Use another model; this one takes up little space",
            )
        self._take_off(id_)

    def replace(self, old: InstalledModel, new: InstalledModel) -> None:
        """Replace a model by a newer edition of it, also in the choice; raises what `remove`
        raises.
        """
        with self._lock:
            self._choose(self.choice().instead(old.id, new.id))
            self._take_off(old.id)

    def _take_off(self, id_: str) -> None:
        folder = next((path for path in self._folders() if path.name == id_), None)
        if folder is None:
            self.get(id_)
            return
        with self._lock:
            chosen = self.choice()
            left = chosen.without(id_)
            if left != chosen:
                self._choose(left)
            gone = self.root / f"{_REMOVED}{secrets.token_hex(6)}"
            try:
                folder.rename(gone)
            except OSError as error:
                raise unwritable(folder, error) from error
        shutil.rmtree(gone, ignore_errors=True)

    # ------------------------------------------------------------ installing

    def staging(self) -> Path:
        """Create a new empty staging folder."""
        path = self.root / f"{_STAGING}{secrets.token_hex(6)}"
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
            path.mkdir(mode=OWNER_ONLY_FOLDER)
        except OSError as error:
            raise unwritable(self.root, error) from error
        return path

    def install(self, staged: Path) -> InstalledModel:
        """Install a finished staging folder.

        Raises:
            ConflictError: The same model is installed already (`shelf.present`).
            ModelFilesDamagedError: The folder is not complete.
            HomeUnwritableError, StoreFullError: It could not be installed.
        """
        manifest = manifests.read(staged)
        manifests.verify_sizes(staged, manifest)
        target = self.root / manifest.id
        self.refuse_present(manifest.id)
        try:
            staged.rename(target)
            manifests.sync_folder(self.root)
        except OSError as error:
            raise unwritable(target, error) from error
        return InstalledModel(target, manifest)

    def refuse_present(self, id_: str) -> None:
        """Refuse an id that is taken; an unfinished folder of that name is removed.

        Raises:
            ConflictError: The id is taken (`shelf.present`).
        """
        target = self.root / id_
        if (target / manifests.FILE_NAME).exists() or self.is_built_in(id_):
            raise ConflictError(
                code="shelf.present",
                expected="a model that is not on the shelf yet",
                found=f"{id_} is there already",
                remedy=f"Use it: replydesk models use {id_}",
            )
        if target.is_dir():
            shutil.rmtree(target, ignore_errors=True)

    def _folders(self) -> list[Path]:
        return model_folders.folders((self.root, self._built_in))

    def _choose(self, choice: Choice) -> None:
        choices.write(self.root, choice)
        self._followers.tell()
