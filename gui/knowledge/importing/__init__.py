"""Import of files into the knowledge base: preview, column mapping, progress, errors by row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.knowledge.importing.dialog import ImportDialog
from gui.page import WindowContext

__all__ = ["open_import", "open_imports"]


def open_import(context: WindowContext, parent: QWidget, file: Path | None = None) -> None:
    """Open the import dialog, or bring the existing one to the front; `file` is imported first."""
    open_imports(context, parent, [file] if file is not None else [])


def open_imports(context: WindowContext, parent: QWidget, files: Sequence[Path]) -> None:
    """Open the import dialog with several files, which are imported one after the other."""
    window = parent.window()
    dialog = window.findChild(ImportDialog) or ImportDialog(context, window)
    dialog.reopen()
    dialog.take(files)
