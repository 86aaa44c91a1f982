"""Bundles in the window: looked into, then taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.bundles.dialog import BundleDialog
from gui.page import Desk

__all__ = ["choose_bundle", "open_bundle"]


def open_bundle(desk: Desk, parent: QWidget, file: Path) -> None:
    """Look into a bundle; where one is being taken in, that one is brought back first."""
    window = parent.window()
    dialog = window.findChild(BundleDialog) or BundleDialog(desk, window)
    dialog.reopen()
    dialog.look_into(file)


def choose_bundle(desk: Desk, parent: QWidget) -> None:
    """Ask for a bundle of this computer, without waiting."""
    title = QCoreApplication.translate("Bundles", "A bundle that your company made")
    dialog = QFileDialog(parent.window(), title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(QCoreApplication.translate("Bundles", "Bundles (*.replydesk)"))
    dialog.fileSelected.connect(lambda name: open_bundle(desk, parent, Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
