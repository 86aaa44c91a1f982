"""Contrast of two colours (WCAG 2.2, relative luminance)."""

from __future__ import annotations

from PySide6.QtGui import QColor

TEXT = 4.5
EDGE = 3.0


def contrast(one: str | QColor, other: str | QColor) -> float:
    """Between 1 (the same) and 21 (black on white)."""
    darker, lighter = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
