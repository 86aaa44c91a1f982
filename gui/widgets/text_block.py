"""A block of plain text that wraps, folds after some lines, and highlights ranges.

Painted directly: no document, no markup, no resources; bounded text takes bounded time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import current
from gui.widgets.presentable import presentable

MOST: Final = 6_000
"""Maximum number of characters laid out; a caller with more text says so and offers a viewer."""
_SPACING: Final = 1.22
_LINE_BREAK: Final = "\u2028"
_REASONS: Final = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
"""Events that require a new layout, because the font or the colours of the theme changed."""
_WIDTHS: Final = 4
"""Layouts kept, because Qt asks for the heights at several widths before it settles."""
_NARROWEST: Final = 3
"""Assumed minimum width of a character in pixels, which limits how much text is laid out."""
Kind = Literal["mark", "field", "supported", "unsupported", "chosen"]
_GROUNDS: Final[dict[Kind, str]] = {
    "mark": "neutral_soft", "field": "accent_soft", "supported": "good_soft",
    "unsupported": "warn_soft", "chosen": "accent_soft",
}  # fmt: skip
"""Kind of range → name of its background colour."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Range of a text in code points: a word to highlight, a placeholder, a sentence with or
    without a source, or a selected sentence."""

    start: int
    end: int
    kind: Kind = "mark"


class TextBlock(QWidget):
    """Shows a text. `muted` is for secondary text, `bold` for titles.

    Signals:
        folded: Whether lines are hidden, when that changed.
    """

    folded = Signal(bool)

    def __init__(self, *, muted: bool = False, bold: bool = False, lines: int = 0) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._muted = muted
        self._lines = lines
        self._text = ""
        self._stretches: tuple[Stretch, ...] = ()
        self._laid: dict[int, _Laid] = {}
        self._more = False
        if bold:
            font = self.font()
            font.setWeight(QFont.Weight.DemiBold)
            self.setFont(font)

    def set_text(self, text: str, stretches: tuple[Stretch, ...] = ()) -> None:
        """Set the text; anything beyond `MOST` is dropped."""
        shown = presentable(text[:MOST]).replace("\n", _LINE_BREAK)
        within = tuple(one for one in stretches if one.start < len(shown))
        longer = within == self._stretches and shown.startswith(self._text)
        self._text, self._stretches = shown, within
        self.setAccessibleName(text[:MOST])
        self._grown() if longer else self._changed()

    def append(self, piece: str) -> None:
        """Append to the text while it is being written."""
        whole = self._text + presentable(piece).replace("\n", _LINE_BREAK)
        self._text = whole[:MOST]
        self._grown()

    def set_lines(self, lines: int) -> None:
        """Fold after this number of lines; 0 disables folding."""
        if lines != self._lines:
            self._lines = lines
            self._changed()

    @property
    def lines(self) -> int:
        """Number of lines after which it folds; 0 if it does not."""
        return self._lines

    @property
    def more(self) -> bool:
        """Whether lines are hidden by folding."""
        return self._more

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._at(width).height

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 0 else 200
        return QSize(width, self._at(width).height)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, QFontMetrics(self.font()).height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_folded()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _REASONS:
            self._changed()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current()
        painter.setPen(QColor(colours.muted if self._muted else colours.text))
        laid = self._at(self.width())
        for area, kind in laid.grounds:
            painter.setBrush(QColor(getattr(colours, _GROUNDS[kind])))
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area, 4, 4)
            painter.restore()
        laid.layout.draw(painter, QPointF(0, 0))

    def _grown(self) -> None:
        """Update after text was appended; nothing is repainted if the new text is folded away."""
        self._laid = {
            width: laid
            for width, laid in self._laid.items()
            if laid.cut and len(laid.head) < len(self._text)
        }
        if self.width() not in self._laid:
            self._changed()

    def _changed(self) -> None:
        self._laid.clear()
        self.updateGeometry()
        self.update()
        if self.width() > 0:
            self._tell_folded()

    def _tell_folded(self) -> None:
        more = self._at(self.width()).cut
        if more != self._more:
            self._more = more
            self.folded.emit(more)

    def _at(self, width: int) -> _Laid:
        laid = self._laid.get(width)
        if laid is None:
            if len(self._laid) >= _WIDTHS:
                self._laid.clear()
            laid = _Laid(self._text, self._stretches, self.font(), max(width, 1), self._lines)
            self._laid[width] = laid
        return laid


class _Laid:
    """A text laid out for one width."""

    def __init__(
        self, text: str, stretches: tuple[Stretch, ...], font: QFont, width: int, lines: int
    ) -> None:
        self.width = width
        self._font = font
        self._units = [(_units(text, s.start), _units(text, s.end), s.kind) for s in stretches]
        self.head = text[: (lines + 1) * max(1, width // _NARROWEST)] if lines else text
        self.layout, starts = self._lay_out(self.head, lines)
        over = bool(lines) and len(starts) > lines
        # zero-width characters can hide the rest of a text within a line
        self.cut = over or len(self.head) < len(text)
        if over:
            self.layout, starts = self._lay_out(self._shortened(text, starts[lines - 1]), lines)
        elif self.cut:
            self.layout, starts = self._lay_out(self.head + " …", 0)
        step = QFontMetricsF(font).height() * _SPACING
        self.height = max(1, round(step * max(1, len(starts))))
        self.grounds = list(self._grounds())

    def _lay_out(self, text: str, most: int) -> tuple[QTextLayout, list[int]]:
        layout = QTextLayout(text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        metrics = QFontMetricsF(self._font)
        step = metrics.height() * _SPACING
        starts: list[int] = []
        layout.beginLayout()
        while (not most or len(starts) <= most) and (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            # same height for all lines: a fallback font (Chinese) must not move the others
            base = step * len(starts) + (step - metrics.height()) / 2 + metrics.ascent()
            line.setPosition(QPointF(0, base - line.ascent()))
            starts.append(line.textStart())
        layout.endLayout()
        return layout, starts

    def _shortened(self, text: str, start: int) -> str:
        """Return the text up to the last visible line, which ends with an ellipsis."""
        units = text.encode("utf-16-le")
        before = units[: 2 * start].decode("utf-16-le")
        room = 2 * (self.width // _NARROWEST + 1)
        last = units[2 * start : 2 * start + room].decode("utf-16-le", "ignore")
        last = last.split(_LINE_BREAK)[0].rstrip() + " …"
        metrics = QFontMetricsF(self._font)
        return before + metrics.elidedText(last, Qt.TextElideMode.ElideRight, self.width - 2)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        """Return the text formats. The braces of a placeholder are transparent, as padding for its
        name."""
        colours = current()
        name, brace, mark = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        name.setForeground(QColor(colours.accent))
        brace.setForeground(QColor(Qt.GlobalColor.transparent))
        mark.setForeground(QColor(colours.text))
        mark.setFontWeight(QFont.Weight.DemiBold)
        ranges: list[QTextLayout.FormatRange] = []
        for start, end, kind in self._units:
            if kind == "mark":
                ranges.append(_range(start, end, mark))
            elif kind in ("supported", "unsupported"):
                ranges.append(_range(start, end, _underlined(kind)))
            elif kind == "field":
                ranges += [_range(start, start + 2, brace), _range(start + 2, end - 2, name)]
                ranges.append(_range(end - 2, end, brace))
        return ranges

    def _grounds(self) -> list[tuple[QRectF, Kind]]:
        areas: list[tuple[QRectF, Kind]] = []
        height = QFontMetricsF(self._font).height()
        for start, end, kind in self._units:
            for number in range(self.layout.lineCount()):
                line = self.layout.lineAt(number)
                first, last = line.textStart(), line.textStart() + line.textLength()
                if start >= last or end <= first:
                    continue
                x1 = _x(line.cursorToX(max(start, first)))
                x2 = _x(line.cursorToX(min(end, last)))
                top = line.y() + line.ascent() - QFontMetricsF(self._font).ascent()
                areas.append((QRectF(min(x1, x2) - 1, top, abs(x2 - x1) + 2, height), kind))
        return areas


def _underlined(kind: Kind) -> QTextCharFormat:
    """Return an underline for those who cannot rely on the colour: dotted or dashed."""
    colours, made = current(), QTextCharFormat()
    if kind == "supported":
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(QColor(colours.good))
    else:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        made.setUnderlineColor(QColor(colours.warn))
    return made


def _x(answer: object) -> float:
    """Qt returns the position; PySide returns it in a tuple with the cursor, typed as `object`."""
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]


def _range(start: int, end: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = max(0, end - start)
    made.format = form
    return made


def _units(text: str, position: int) -> int:
    """Convert a position in code points, as in the API, to UTF-16 code units, as in Qt."""
    return len(text[:position].encode("utf-16-le")) // 2
