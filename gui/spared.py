"""What every import costs and the start of a window can do without."""

from __future__ import annotations

import gc
import sys


def spare_reading_sources() -> None:
    """Let imports go by without the source of each imported module being read.

    WORKAROUND (PySide 6.11): it looks for its own name in the source of every module that is
    imported, ours and others', to know where `from __feature__ import …` may hold: a tenth of the
    window's start. Nothing here uses `__feature__`, and a module that does not "use PySide" is
    merely left out of its switching. https://github.com/napari/napari/issues/8584
    """
    import PySide6.QtCore  # noqa: F401 - brings what is changed

    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _: False  # type: ignore[union-attr]  # it is not None


def spare_collecting() -> None:
    """Look for no garbage while all that is made is there to stay: classes and functions."""
    gc.disable()


def collect_again() -> None:
    """Look for garbage from now on, and never among what the start has made: a full collection
    that walks through all of it keeps the window from painting for several frames."""
    gc.freeze()
    gc.enable()
