"""What an administrator deployed to this machine: one file that every user's program obeys.

It stands outside all homes, where ordinary users cannot write. Its `engine` settings go before
those of a home and cannot be changed there; its `window` values are where a window begins until
its user chooses otherwise; what is named under `off` is not there at all. A machine without the
file is everybody's own.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from assistant.errors import InputError

FEATURES: Final = ("training", "clipboard")
"""What can be switched off for everybody; drafts and the like are settings of the engine."""
_REMEDY: Final = "Ask your administrator to correct that file, or to remove it"
_PARTS: Final = {"format", "engine", "window", "off", "bundle_key"}


class SettingsError(InputError):
    """A settings file that cannot be used."""

    code = "settings"


class SettingDeployedError(InputError):
    """A setting that the machine's administrator made."""

    code = "settings.deployed"


@dataclass(frozen=True, slots=True)
class Deployed:
    """The file's content; all empty where there is none.

    Attributes:
        engine: Names and values of `assistant.settings.Settings`.
        window: Names and values of what a window remembers: `language`, `server`, `theme`, …
        off: Of `FEATURES`.
        bundle_key: The company's public key, which bundles must be signed with.
    """

    engine: dict[str, Any] = field(default_factory=dict)
    window: dict[str, Any] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    bundle_key: Path | None = None

    def refuse(self, names: set[str]) -> None:
        """Keep settings that the administrator made.

        Raises:
            SettingDeployedError: One of these names is among them.
        """
        if taken := sorted(names & set(self.engine)):
            raise SettingDeployedError(
                expected="a setting that can be changed here",
                found=f"one that your administrator set for this computer: {', '.join(taken)}",
                remedy="Ask your administrator",
            )


def place() -> Path:
    """Where the file stands on this system."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Replydesk" / "deployed.json"
        )
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Replydesk/deployed.json")
    return Path("/etc/replydesk/deployed.json")


def in_force(file: Path | None = None) -> Deployed:
    """What is deployed.

    Raises:
        SettingsError: The file is there and cannot be used.
    """
    file = file or place()
    try:
        told = json.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Deployed()
    except (ValueError, OSError) as error:
        raise SettingsError(
            expected=f"readable JSON in {file}", found=type(error).__name__, remedy=_REMEDY
        ) from error
    if not isinstance(told, dict) or told.get("format") != 1:
        raise unusable(file, "format", "1")
    if unknown := sorted(set(told) - _PARTS):
        raise unusable(file, unknown[0], "?")
    engine, window, off = told.get("engine", {}), told.get("window", {}), told.get("off", [])
    for name, value in (("engine", engine), ("window", window)):
        if not isinstance(value, dict):
            raise unusable(file, name, "{}")
    if not isinstance(off, list) or any(name not in FEATURES for name in off):
        raise unusable(file, "off", ", ".join(FEATURES))
    key = told.get("bundle_key")
    if key is not None and not isinstance(key, str):
        raise unusable(file, "bundle_key", '""')
    return Deployed(engine, window, frozenset(off), file.parent / key if key else None)


def for_window(file: Path | None = None) -> Deployed:
    """What is deployed, for a window that must open all the same: the engine tells of a fault."""
    try:
        return in_force(file)
    except SettingsError:
        return Deployed()


def unusable(file: Path, name: str, fits: str) -> SettingsError:
    """The error of a file that has a name with what does not fit; `fits` says what would."""
    return SettingsError(
        expected=f"known settings with valid values in {file}",
        found=f"{name}: {fits}",
        remedy=_REMEDY,
    )
