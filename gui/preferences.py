"""What the window remembers for itself: `window.json` in the home folder. No customer's text."""

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
    """Each with its default. A dataclass, because it is read before the first paint: pydantic
    takes longer to load than all that is painted.

    Attributes:
        language: Empty: the system's.
        scale: Size of everything, in per cent.
        server: A company server's address; empty: this computer.
        geometry: Of the window, as Qt saves it, in base64.
        panes: Widths by the name of what they divide.
        close_to_tray: Closing the window keeps the program running.
        spell_check: Words of a reply that no dictionary knows are marked.
        bundle_key: File of the company's public key, as it was chosen for the last bundle.
        own_words: Hashes of words added to the dictionary, made with `own_words_salt`.
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
    """Reads them once and writes every change at once, whole or not at all.

    Args:
        file: Where they are kept.
        begins: What an administrator deployed: it holds until the user chooses otherwise. Values
            that do not fit are left out.
        off: Features that an administrator switched off.

    Signals:
        changed: The names (frozenset of str) of what was set.
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
        """The home folder they lie in."""
        return self._file.parent

    def change(self, **values: Any) -> None:
        """Set and write some of them. A disk that refuses costs what was to be remembered.

        Raises:
            ValueError: A value that does not fit, or a name that there is not.
        """
        wrong = [name for name, value in values.items() if not _fits(name, value)]
        if wrong:
            raise ValueError(f"expected values that fit, found others for {', '.join(wrong)}")
        self.now = replace(self.now, **values)
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
        file = QSaveFile(str(self._file))
        if file.open(QIODevice.OpenModeFlag.WriteOnly):
            # what is as deployed stays the administrator's to change
            kept = {
                name: value
                for name, value in asdict(self.now).items()
                if name not in self._begins or value != self._begins[name]
            }
            file.write(json.dumps(kept, indent=1, ensure_ascii=False).encode())
            file.commit()
        self.changed.emit(frozenset(values))


def _read(file: Path, begins: dict[str, Any]) -> Remembered:
    """What was written, without what another version wrote besides; a wrong value voids it all."""
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
"""Fields that not every value of their type fits."""
