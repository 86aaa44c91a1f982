"""Opens the window. Imports little, so that every command of the program can import this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from gui.engine.address import Locator


def open_window(
    home: Path,
    locator: Locator,
    server: tuple[str, str] | None = None,
    ask_clipboard: bool = False,
    begins: Mapping[str, Any] | None = None,
    off: frozenset[str] = frozenset(),
    files: Sequence[Path] = (),
) -> int:
    """Open the window on a home, or on a company server (its address and a token).

    If a window is already open on this home, it is raised instead; this is checked before the
    modules of the window are loaded.

    Args:
        home: The data folder; the window stores `window.json` there.
        locator: Finds and starts the engine of the home.
        server: A company server to attach to instead of the local engine.
        ask_clipboard: Suggest answers for the text in the clipboard, in the open window or in a new
            one.
        begins, off: Values deployed by an administrator (`gui.preferences.Preferences`).
        files: Files to open in the open window or in a new one; absolute paths.
    """
    from gui.import_costs import pause_collection, skip_source_inspection

    pause_collection()
    skip_source_inspection()

    from gui.application import bare_application
    from gui.preferences import Preferences
    from gui.single_instance import SingleInstance

    preferences = Preferences(home / "window.json", begins, off)
    application = bare_application(preferences.now.scale)
    instance = SingleInstance(home)
    if instance.raise_other(ask_clipboard=ask_clipboard, files=files):
        return 0

    from gui.app import run
    from gui.engine.address import Address

    address = Address(*server) if server else None
    return run(
        application, preferences, instance, locator, address,
        ask_clipboard=ask_clipboard, files=files,
    )  # fmt: skip
