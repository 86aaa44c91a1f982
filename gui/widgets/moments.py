"""Localised dates and times in this computer's time zone."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime


def day(at: datetime) -> str:
    """Format the date in local time."""
    local = at.astimezone()
    form = QCoreApplication.translate("Moments", "d MMM yyyy", "a day, in the format of QLocale")
    return QLocale().toString(QDate(local.year, local.month, local.day), form)


def clock(at: datetime) -> str:
    """Format hours and minutes."""
    local = at.astimezone()
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def moment(at: datetime) -> str:
    """Format date and time."""
    both = QCoreApplication.translate("Moments", "{day}, {time}")
    return both.format(day=day(at), time=clock(at))
