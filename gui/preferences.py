"""The preferences of the window, stored in `window.json` in the home folder; no customer text."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, Literal, get_args

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Signal

Tongue = Literal["", "en", "zh_CN"]
Scheme = Literal["system", "light", "dark"]
_SCALES: Final = (100, 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The preferences with their defaults. A dataclass, because it is read before the first paint
    and importing pydantic would take longer than everything painted there.

    Attributes:
        language: Empty for the system language.
        scale: Scale of the user interface, in percent.
        server: Address of a company server; empty for the engine of this computer.
        geometry: Geometry of the window as saved by Qt, in base64.
        panes: Widths of the panes, by the name of the splitter.
        close_to_tray: Closing the window keeps the program running.
        spell_check: Mark words of a reply that are in no dictionary.
        bundle_key: Path of the company's public key file, as chosen for the last bundle.
        own_words: Hashes of words added to the dictionary, salted with `own_words_salt`.
    """

    format: int = 1
    language: Tongue = ""
    theme: Scheme = "system"
    scale: int = 100
    server: str = ""
    geometry: str = ""
    panes: dict[str, list[int]] = field(default_factory=dict)
    page: str = "inbox"
    settings_section: str = "general"
    welcomed: bool = False
    clipboard_copilot: bool = False
    tray: bool = True
    close_to_tray: bool = False
    spell_check: bool = True
    bundle_key: str = ""
    own_words: list[str] = field(default_factory=list)
    own_words_salt: str = ""


class Preferences(QObject):
    """Reads the preferences once and writes every change immediately and atomically.

    Args:
        file: Where they are stored.
        begins: Defaults deployed by an administrator, effective until the user chooses otherwise.
            Invalid values are ignored.
        off: Features disabled by an administrator.

    Signals:
        changed: The names (frozenset of str) of the preferences that were set.
    """

    changed = Signal(object)

    def __init__(
        self,
        file: Path,
        begins: Mapping[str, Any] | None = None,
        off: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._file = file
        self._begins = {name: value for name, value in (begins or {}).items() if _fits(name, value)}
        self.off = off
        self.now = _read(file, self._begins)

    @property
    def folder(self) -> Path:
        """The home folder that contains the file."""
        return self._file.parent

    def change(self, **values: Any) -> None:
        """Set and store preferences. If the disk cannot be written, they last only until the
        program ends.

        Raises:
            ValueError: An invalid value or an unknown name.
        """
        wrong = [name for name, value in values.items() if not _fits(name, value)]
        if wrong:
            raise ValueError(f"expected values that fit, found others for {', '.join(wrong)}")
        self.now = replace(self.now, **values)
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
        file = QSaveFile(str(self._file))
        if file.open(QIODevice.OpenModeFlag.WriteOnly):
            # values equal to the deployed ones are not stored, so that the administrator can still
            # change them
            kept = {
                name: value
                for name, value in asdict(self.now).items()
                if name not in self._begins or value != self._begins[name]
            }
            file.write(json.dumps(kept, indent=1, ensure_ascii=False).encode())
            file.commit()
        self.changed.emit(frozenset(values))


def _read(file: Path, begins: dict[str, Any]) -> Remembered:
    """Read the preferences. Unknown names are ignored; any invalid value discards the whole
    file."""
    nothing = Remembered(**begins)
    try:
        written = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return nothing
    if not isinstance(written, dict):
        return nothing
    known = {name: value for name, value in written.items() if name in _DEFAULTS}
    if not all(_fits(name, value) for name, value in known.items()):
        return nothing
    return Remembered(**begins | known)


_DEFAULTS: Final = {one.name: getattr(Remembered(), one.name) for one in fields(Remembered)}


def _fits(name: str, value: object) -> bool:
    if name not in _DEFAULTS or type(value) is not type(_DEFAULTS[name]):
        return False
    return _NARROWER.get(name, lambda _: True)(value)


def _are_widths(panes: dict[Any, Any]) -> bool:
    return all(
        isinstance(name, str) and isinstance(row, list) and all(type(one) is int for one in row)
        for name, row in panes.items()
    )


_NARROWER: Final[dict[str, Callable[[Any], bool]]] = {
    "language": lambda value: value in get_args(Tongue),
    "theme": lambda value: value in get_args(Scheme),
    "scale": lambda value: _SCALES[0] <= value <= _SCALES[1],
    "panes": _are_widths,
    "own_words": lambda value: all(isinstance(one, str) for one in value),
}
"""Checks of the fields for which the type alone does not determine validity."""
