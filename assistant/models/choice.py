"""Which model writes drafts: one small file, replaced atomically, so that a killed process leaves
the old content or the new.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from assistant.paths import OWNER_ONLY_FOLDER, unwritable, write_owner_only

FILE_NAME: Final = "active.json"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """The model that writes drafts, and the one before it.

    Attributes:
        by_hand, previous_by_hand: Whether a person chose it. A model that came with the program and
            was never chosen writes on request only, unless it measured better than composed drafts.
    """

    active: str = ""
    previous: str = ""
    by_hand: bool = True
    previous_by_hand: bool = True

    def then(self, id_: str) -> Choice:
        """The choice after a person has selected a model."""
        if id_ == self.active:
            return replace(self, by_hand=True)
        return Choice(id_, self.active, True, self.by_hand)

    def back(self) -> Choice:
        """The choice with the current and the previous model swapped."""
        return Choice(self.previous, self.active, self.previous_by_hand, self.by_hand)

    def without(self, id_: str) -> Choice:
        """The choice after a model was removed."""
        if id_ == self.active and self.previous and not self.previous_by_hand:
            return Choice(self.previous, by_hand=False)
        return self.instead(id_, "")

    def instead(self, old: str, new: str) -> Choice:
        """The choice with one model replaced by another."""
        active, previous = (new if old == one else one for one in (self.active, self.previous))
        return replace(self, active=active, previous=previous)


def read(root: Path) -> Choice | None:
    """Read the choice from the shelf's folder; an empty choice if the file is damaged.

    None if there is no file, or if both models in it have been removed.
    """
    try:
        found = json.loads((root / FILE_NAME).read_text("utf-8"))
        if not found["active"] and not found["previous"]:
            return None
        return Choice(
            str(found["active"]), str(found["previous"]),
            found.get("by_hand", True) is True, found.get("previous_by_hand", True) is True,
        )  # fmt: skip
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return Choice()


def write(root: Path, choice: Choice) -> None:
    """Replace the file.

    Raises:
        HomeUnwritableError, StoreFullError: It could not be written; the old file is unchanged.
    """
    content = {"format": _FORMAT, **asdict(choice)}
    path = root / FILE_NAME
    try:
        root.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
        write_owner_only(path, json.dumps(content).encode())
    except OSError as error:
        raise unwritable(path, error) from error
