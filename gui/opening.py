"""The door to the window: light, so that every role of the program may know it."""

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

    Where one is open on this home already, that one is raised: it is asked before anything of a
    window is loaded.

    Args:
        home: The data folder; the window keeps `window.json` in it.
        locator: Finds and starts the home's engine.
        server: A company server to be attached to instead.
        ask_clipboard: Suggest answers for what is in the clipboard, in the window that is open
            or in a new one.
        begins, off: What an administrator deployed (`gui.preferences.Preferences`).
        files: To be opened in the window that is open or in a new one; absolute paths.
    """
    from gui.spared import spare_collecting, spare_reading_sources

    spare_collecting()
    spare_reading_sources()

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
