"""What the window remembers for itself: `window.json` in the home folder. No customer's text."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from PySide6.QtCore import QIODevice, QObject, QSaveFile, Signal


class Remembered(BaseModel):
    """Each with its default. What another version wrote besides is left out."""

    model_config = ConfigDict(extra="ignore", validate_assignment=True)

    format: int = 1
    language: Literal["", "en", "zh_CN"] = Field(default="", description="Empty: the system's")
    theme: Literal["system", "light", "dark"] = "system"
    scale: int = Field(default=100, ge=100, le=200, description="Size of everything, in per cent")
    server: str = Field(default="", description="A company server's address; empty: this computer")
    geometry: str = ""
    panes: dict[str, list[int]] = {}
    page: str = "inbox"
    settings_section: str = "general"
    welcomed: bool = False
    clipboard_copilot: bool = False
    tray: bool = True
    close_to_tray: bool = Field(default=False, description="Closing the window keeps it running")


class Preferences(QObject):
    """Reads them once and writes every change at once, whole or not at all.

    Signals:
        changed: The names (frozenset of str) of what was set.
    """

    changed = Signal(object)

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self.now = _read(file)

    @property
    def folder(self) -> Path:
        """The home folder they lie in."""
        return self._file.parent

    def change(self, **values: object) -> None:
        """Set and write some of them. A disk that refuses costs what was to be remembered."""
        for name, value in values.items():
            setattr(self.now, name, value)
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
        file = QSaveFile(str(self._file))
        if file.open(QIODevice.OpenModeFlag.WriteOnly):
            file.write(self.now.model_dump_json(indent=1).encode())
            file.commit()
        self.changed.emit(frozenset(values))


def _read(file: Path) -> Remembered:
    try:
        return Remembered.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return Remembered()
