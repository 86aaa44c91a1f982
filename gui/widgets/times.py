"""Short, localised dates and times."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QObject

from gui.widgets import moments


class Times(QObject):
    """Formats points in time."""

    def short(self, at: datetime) -> str:
        """Return the time for today, `yesterday`, or a date."""
        here = at.astimezone()
        days = (self._today() - here.date()).days
        if days == 0:
            return self.clock(at)
        if days == 1:
            return self.tr("yesterday")
        locale = QLocale()
        day = QDate(here.year, here.month, here.day)
        if here.year == self._today().year:
            return locale.toString(day, self.tr("d MMM", "a date of this year, as Qt writes it"))
        return moments.day(at)

    def clock(self, at: datetime) -> str:
        """Return hours and minutes."""
        return moments.clock(at)

    def day(self, day: date) -> str:
        """Return a full date, for the line between messages of different days."""
        days = (self._today() - day).days
        if days == 0:
            return self.tr("Today")
        if days == 1:
            return self.tr("Yesterday")
        form = self.tr("dddd, d MMMM yyyy", "a day with its weekday, as Qt writes it")
        return QLocale().toString(QDate(day.year, day.month, day.day), form)

    def full(self, at: datetime) -> str:
        """Return date and time."""
        return self.tr("{day}, {time}").format(
            day=self.day(at.astimezone().date()), time=self.clock(at)
        )

    @staticmethod
    def _today() -> date:
        return datetime.now().astimezone().date()
