"""Removes costs of importing modules that the start of the window does not need to pay."""

from __future__ import annotations

import gc
import sys


def skip_source_inspection() -> None:
    """Stop PySide from reading the source of every imported module.

    WORKAROUND (PySide 6.11): it searches the source of each imported module, ours and third-party
    ones, for its own name, to know where `from __feature__ import …` may apply. This takes a tenth
    of the start time of the window. Nothing here uses `__feature__`, and a module that does not
    "use PySide" is merely excluded from feature switching.
    https://github.com/napari/napari/issues/8584
    """
    import PySide6.QtCore  # noqa: F401 - brings what is changed

    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _: False  # type: ignore[union-attr]  # it is not None


def pause_collection() -> None:
    """Disable garbage collection during the start, which creates permanent classes and
    functions."""
    gc.disable()


def resume_collection() -> None:
    """Enable garbage collection again, excluding the objects created so far: a full collection that
    traversed all of them would block painting for several frames."""
    gc.freeze()
    gc.enable()
