"""One-page document with the recovery key, to be printed or saved as a PDF and locked away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QCoreApplication,
    QDate,
    QIODevice,
    QLocale,
    QMarginsF,
    QRectF,
    QSaveFile,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

_DOT: Final = 72.0
"""The layout is in points: 72 per inch."""
_MARGIN_MM: Final = 22.0
_ON_A_LINE: Final = 4
"""Groups of the key per line."""
_GAP: Final = 14.0
_ONE_LINE: Final = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)
_WRAP: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Content of the page.

    Args:
        key: Groups separated by dashes or spaces.
        home: The store that it opens: a folder, or the address of a server.
    """

    key: str
    home: str

    @property
    def lines(self) -> list[str]:
        """The key with a fixed number of groups per line."""
        groups = self.key.replace("-", " ").split()
        starts = range(0, len(groups), _ON_A_LINE)
        return ["   ".join(groups[start : start + _ON_A_LINE]) for start in starts]


def lay_out(device: QPagedPaintDevice) -> None:
    """Set the paper size of the locale and margins that any printer supports."""
    metric = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    paper = QPageSize.PageSizeId.A4 if metric else QPageSize.PageSizeId.Letter
    device.setPageSize(QPageSize(paper))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)


def draw(sheet: Sheet, device: QPagedPaintDevice) -> bool:
    """Draw the page on a printer or PDF writer; return whether that succeeded."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    scale = device.logicalDpiX() / _DOT
    painter.scale(scale, scale)
    _Page(painter, device.width() / scale).draw(sheet)
    return painter.end()


def write_pdf(sheet: Sheet, file: str) -> str:
    """Write the page as a PDF readable only by its owner; return the error, or ""."""
    target = QSaveFile(file)
    if not target.open(QIODevice.OpenModeFlag.WriteOnly):
        return target.errorString()
    target.setPermissions(QSaveFile.Permission.ReadOwner | QSaveFile.Permission.WriteOwner)
    writer = QPdfWriter(target)
    writer.setTitle(QCoreApplication.translate("RecoverySheet", "Replydesk recovery key"))
    lay_out(writer)
    drawn = draw(sheet, writer)
    del writer  # the destructor writes the remaining bytes
    if drawn and target.commit():
        return ""
    return target.errorString()


class _Page:
    """Draws blocks from top to bottom."""

    def __init__(self, painter: QPainter, width: float) -> None:
        self._painter = painter
        self._width = width
        self._y = 0.0

    def draw(self, sheet: Sheet) -> None:
        translate = QCoreApplication.translate
        self._text(translate("RecoverySheet", "Replydesk recovery key"), 22, bold=True)
        self._text(translate("RecoverySheet", "Opens: {home}").format(home=sheet.home), 11)
        day = QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
        self._text(translate("RecoverySheet", "Printed: {day}").format(day=day), 11)
        self._rule()
        for text, size, bold in _before_the_key():
            self._text(text, size, bold=bold)
        self._key(sheet.lines)
        for text, size, bold in _after_the_key():
            self._text(text, size, bold=bold)

    def _text(self, text: str, size: float, *, bold: bool = False) -> None:
        font = QFont(QGuiApplication.font())
        font.setPixelSize(round(size))
        font.setBold(bold)
        if bold and self._y:
            self._y += size * 0.5
        self._painter.setFont(font)
        room = QRectF(0, self._y, self._width, 2_000)
        self._painter.setPen(QColor("black"))
        drawn = self._painter.drawText(room, _WRAP, text)
        self._y = drawn.bottom() + size * 0.5

    def _rule(self) -> None:
        self._y += _GAP / 2
        self._painter.setPen(QPen(QColor("black"), 0.6))
        self._painter.drawLine(0, round(self._y), round(self._width), round(self._y))
        self._y += _GAP

    def _key(self, lines: list[str]) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(19)
        self._painter.setFont(font)
        measured = QFontMetricsF(font)
        step = measured.height() * 1.5
        left = (self._width - measured.horizontalAdvance(lines[0])) / 2 if lines else 0.0
        self._y += _GAP / 2
        frame = QRectF(0, self._y, self._width, step * len(lines) + 2 * _GAP)
        self._painter.setPen(QPen(QColor("black"), 1.2))
        self._painter.drawRoundedRect(frame, 8, 8)
        for at, line in enumerate(lines):
            row = QRectF(left, frame.top() + _GAP + at * step, self._width - left, step)
            self._painter.drawText(row, _ONE_LINE, line)
        self._y = frame.bottom() + 1.5 * _GAP


Block = tuple[str, float, bool]


def _before_the_key() -> list[Block]:
    translate = QCoreApplication.translate
    return [
        (translate("RecoverySheet", "What it is for"), 13, True),
        (
            translate(
                "RecoverySheet",
                "Everything in Replydesk is encrypted, its backups too. This key opens it when the "
                "computer's keyring is lost, or when the files are moved to another computer. "
                "Without it, nobody can: neither you nor we.",
            ),
            11,
            False,
        ),
    ]


def _after_the_key() -> list[Block]:
    translate = QCoreApplication.translate
    command = "replydesk recovery-key use"
    steps = [
        translate("RecoverySheet", "1. Install Replydesk on the computer that has the files."),
        translate("RecoverySheet", "2. Open a terminal and run: {command}").format(command=command),
        translate(
            "RecoverySheet",
            "3. Type the key when asked. Capitals, spaces and dashes do not matter; a typing "
            "mistake is noticed.",
        ),
    ]
    return [
        (translate("RecoverySheet", "How to use it"), 13, True),
        *((step, 11, False) for step in steps),
        (translate("RecoverySheet", "Keep it safe"), 13, True),
        (
            translate(
                "RecoverySheet",
                "Anyone with this page and a copy of the files can read everything. Lock it "
                "away, not beside the computer, and do not photograph it.",
            ),
            11,
            False,
        ),
    ]
