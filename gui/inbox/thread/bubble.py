"""A piece of a message bubble: laid out once per width, drawn as often as needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QTextCharFormat, QTextLayout
from PySide6.QtGui import QTextOption as Option

from gui.look.theme import current
from gui.widgets.presentable import presentable

if TYPE_CHECKING:
    from assistant.contracts import MessageRole

PAD_X: Final = 14
PAD_Y: Final = 9
_RADIUS: Final = 11
_INKS: Final[dict[MessageRole, tuple[str, str]]] = {
    "customer": ("neutral_soft", "text"),
    "agent": ("bubble", "on_bubble"),
    "note": ("warn_soft", "warn"),
}


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a piece, broken into lines.

    Attributes:
        text: As displayed; positions in Qt's layout count its UTF-16 code units.
        width, height: Size of the lines without the surrounding bubble.
    """

    layout: QTextLayout
    text: str
    width: float
    height: float


def lay_out(text: str, font: QFont, width: float) -> Laid:
    """Break a text into lines of at most this width, splitting words that are too long."""
    shown = presentable(text.removesuffix("\n")).replace("\n", "\u2028")
    layout = QTextLayout(shown, font)
    option = Option()
    option.setWrapMode(Option.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = widest = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return Laid(layout, shown, min(width, widest + 1), height)


def draw_ground(
    painter: QPainter, area: QRectF, role: MessageRole, *, first: bool, last: bool
) -> None:
    """Draw the background of a piece; only first and last pieces of a message have round
    corners."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(current(), _INKS[role][0])))
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(area, _RADIUS, _RADIUS)
    if not first:
        path.addRect(QRectF(area.left(), area.top(), area.width(), _RADIUS))
    if not last:
        path.addRect(QRectF(area.left(), area.bottom() - _RADIUS, area.width(), _RADIUS))
    painter.drawPath(path)


def draw_text(
    painter: QPainter, laid: Laid, at: QPointF, role: MessageRole, chosen: tuple[int, int] | None
) -> None:
    """Draw the lines of a piece; `chosen` is the selected range in characters."""
    painter.setPen(QColor(getattr(current(), _INKS[role][1])))
    ranges = []
    if chosen is not None and chosen[0] < chosen[1]:
        selected = QTextLayout.FormatRange()
        selected.start = units(laid.text, chosen[0])
        selected.length = units(laid.text, chosen[1]) - selected.start
        selected.format = _selection(role)
        ranges.append(selected)
    laid.layout.draw(painter, at, ranges)


def units(text: str, characters: int) -> int:
    """Return the UTF-16 code units of the first characters, because Qt counts some of them
    twice."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str, at: int) -> int:
    """Return the number of characters in the first UTF-16 code units."""
    if text.isascii():
        return at
    first = text.encode("utf-16-le", "surrogatepass")[: at * 2]
    return len(first.decode("utf-16-le", "replace"))


def _selection(role: MessageRole) -> QTextCharFormat:
    colours = current()
    ground, ink = colours.accent, colours.on_accent
    if role == "agent":  # its background is the accent colour already
        ground, ink = colours.ground, colours.text
    format_ = QTextCharFormat()
    format_.setBackground(QColor(ground))
    format_.setForeground(QColor(ink))
    return format_
