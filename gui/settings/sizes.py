"""Localised file sizes."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def size(count: int) -> str:
    """Format a number of bytes."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
