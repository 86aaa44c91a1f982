"""Bundles in the window: inspected, then applied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.bundles.dialog import BundleDialog
from gui.page import WindowContext

__all__ = ["choose_bundle", "open_bundle"]


def open_bundle(context: WindowContext, parent: QWidget, file: Path) -> None:
    """Open the dialog to inspect a bundle; one that is being applied is shown instead."""
    window = parent.window()
    dialog = window.findChild(BundleDialog) or BundleDialog(context, window)
    dialog.reopen()
    dialog.look_into(file)


def choose_bundle(context: WindowContext, parent: QWidget) -> None:
    """Open a non-blocking dialog to choose a bundle on this computer."""
    title = QCoreApplication.translate("Bundles", "A bundle that your company made")
    dialog = QFileDialog(parent.window(), title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(QCoreApplication.translate("Bundles", "Bundles (*.replydesk)"))
    dialog.fileSelected.connect(lambda name: open_bundle(context, parent, Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
