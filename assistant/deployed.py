"""Machine-wide settings that an administrator deployed in `deployed.json`.

The file is outside all home folders, where ordinary users cannot write. Its `engine` settings
override those of a home and cannot be changed there; its `window` values are defaults until the
user chooses otherwise; the features listed under `off` are not available at all. Without the
file, nothing is overridden.
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
"""Features that can be switched off for all users. Drafts, for example, are engine settings."""
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
    """The content of `deployed.json`; all fields are empty if there is no such file.

    Attributes:
        engine: Names and values of `assistant.settings.Settings`.
        window: Names and values of window preferences: `language`, `server`, `theme`, …
        off: The features that are switched off, a subset of `FEATURES`.
        bundle_key: File with the company's public key, which must verify every bundle.
    """

    engine: dict[str, Any] = field(default_factory=dict)
    window: dict[str, Any] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    bundle_key: Path | None = None

    def refuse(self, names: set[str]) -> None:
        """Raise an error if one of these settings is fixed by the administrator.

        Raises:
            SettingDeployedError: At least one of the names is in `engine`.
        """
        if taken := sorted(names & set(self.engine)):
            raise SettingDeployedError(
                expected="a setting that can be changed here",
                found=f"one that your administrator set for this computer: {', '.join(taken)}",
                remedy="Ask your administrator",
            )


def place() -> Path:
    """Return the path of `deployed.json` on this operating system."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Replydesk" / "deployed.json"
        )
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Replydesk/deployed.json")
    return Path("/etc/replydesk/deployed.json")


def in_force(file: Path | None = None) -> Deployed:
    """Read the deployed settings.

    Raises:
        SettingsError: The file exists but cannot be read or is not valid.
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
    """Read the deployed settings for the window, or empty ones if the file is invalid.

    The window must open in any case; the engine reports the invalid file.
    """
    try:
        return in_force(file)
    except SettingsError:
        return Deployed()


def unusable(file: Path, name: str, fits: str) -> SettingsError:
    """Return the error for an invalid value of `name`; `fits` says which value is valid."""
    return SettingsError(
        expected=f"known settings with valid values in {file}",
        found=f"{name}: {fits}",
        remedy=_REMEDY,
    )
