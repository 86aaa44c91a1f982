"""Times as people say them, in the window's language."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QObject

from gui.widgets import moments


class Times(QObject):
    """Says when something was."""

    def short(self, at: datetime) -> str:
        """One word: the time of today, `yesterday`, or a date."""
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
        """Hours and minutes."""
        return moments.clock(at)

    def day(self, day: date) -> str:
        """A whole day, as a line between what was said on different days."""
        days = (self._today() - day).days
        if days == 0:
            return self.tr("Today")
        if days == 1:
            return self.tr("Yesterday")
        form = self.tr("dddd, d MMMM yyyy", "a day with its weekday, as Qt writes it")
        return QLocale().toString(QDate(day.year, day.month, day.day), form)

    def full(self, at: datetime) -> str:
        """Day and time."""
        return self.tr("{day}, {time}").format(
            day=self.day(at.astimezone().date()), time=self.clock(at)
        )

    @staticmethod
    def _today() -> date:
        return datetime.now().astimezone().date()
