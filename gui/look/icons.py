"""Icons from Lucide (ISC licence, in `icons/`), drawn in a colour of the theme at any scale."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.look.theme import current

_FOLDER: Final = Path(__file__).parent / "icons"
_MARK: Final = "currentColor"
BESIDE_TEXT: Final = QSize(21, 16)
"""Icon size in a button with text; the extra width is the space between icon and text."""


def icon(name: str, colour: str = "muted", chosen: str = "accent") -> QIcon:
    """Return an icon by its Lucide name.

    Args:
        name: File name without the extension.
        colour: Name of a colour of the theme (`gui.look.colours.Colours`).
        chosen: Colour while the icon is checked or selected.
    """
    # return a copy: the engine belongs to the Python-owned QIcon, and the garbage collector might
    # delete the two in the wrong order
    return QIcon(QIcon(_Engine(name, colour, chosen)))


class _Engine(QIconEngine):
    """Looks up the colour whenever the icon is drawn, so that theme changes apply immediately."""

    def __init__(self, name: str, colour: str, chosen: str) -> None:
        super().__init__()
        self._name, self._colour, self._chosen = name, colour, chosen

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        colours = current()
        name = self._chosen if state == QIcon.State.On else self._colour
        colour = colours.edge if mode == QIcon.Mode.Disabled else getattr(colours, name)
        _renderer(self._name, colour).render(painter, _square(QRectF(rect)))  # type: ignore[call-overload]

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, self._chosen)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace(_MARK, colour)
    return QSvgRenderer(QByteArray(svg.encode()))


def _square(room: QRectF) -> QRectF:
    side = min(room.width(), room.height())
    return QRectF(room.x(), room.center().y() - side / 2, side, side)
