"""Texts for the facts about a card and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from gui.widgets.presentable import one_line
from gui.widgets.times import Times

if TYPE_CHECKING:
    from assistant.contracts import Source, Suggestion

_SURE: Final = 0.8


class Facts(QObject):
    """Formats the facts of suggestions."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._times = Times(self)

    def kind(self, suggestion: Suggestion, source: Source | None) -> str:
        """Return where the text of a card was found."""
        if suggestion.kind == "verified":
            return self.tr("From your FAQ")
        if suggestion.kind == "solved":
            return self.tr("Like a solved conversation")
        if source is None or not source.source:
            return self.tr("From a document")
        return self.tr("From {file}").format(file=one_line(source.source))

    def confidence(self, confidence: float) -> tuple[str, str]:
        """Return the confidence in percent, and its tone."""
        # capped, because a calibrated confidence never means certainty
        share = min(99, round(100 * confidence))
        tone = "good" if confidence >= _SURE else "warn"
        return self.tr("{share} %").format(share=share), tone

    def title(self, suggestion: Suggestion, source: Source | None) -> str:
        """Return the title of a card's source."""
        titled = suggestion.sources[0].title if suggestion.sources else ""
        return one_line(titled or (source.question if source is not None else ""))

    def used(self, source: Source) -> str:
        """Return when the source was updated and how often it was used."""
        when = self._times.short(source.updated_at)
        if not source.use_count:
            return self.tr("Updated {when} · unused").format(when=when)
        return self.tr("Updated {when} · used %Ln times", "", source.use_count).format(when=when)

    def place(self, source: Source) -> str:
        """Return the file of the source and the place in it."""
        file, where = one_line(source.source), source.locator
        heading = one_line(where.heading)
        if where.page is not None:
            return self.tr("{file}, page {page}").format(file=file, page=where.page)
        if where.row is not None:
            return self.tr("{file}, row {row}").format(file=file, row=where.row)
        if file and heading:
            return self.tr("{file}, under “{heading}”").format(file=file, heading=heading)
        return file
