"""Days, moments and sizes as the language writes them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

_SHORT = QLocale.FormatType.ShortFormat


def day(at: datetime) -> str:
    """The day, in this computer's time zone."""
    local = at.astimezone()
    return QLocale().toString(QDate(local.year, local.month, local.day), _SHORT)


def moment(at: datetime) -> str:
    """Day and time, in this computer's time zone."""
    local = at.astimezone()
    when = QDateTime(
        QDate(local.year, local.month, local.day), QTime(local.hour, local.minute, local.second)
    )
    return QLocale().toString(when, _SHORT)


def size(count: int) -> str:
    """A number of bytes."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
