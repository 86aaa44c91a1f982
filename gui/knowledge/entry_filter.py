"""The search text and the filters of the list of entries, as one value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final

_MONTH: Final = timedelta(days=30.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """Empty values do not filter.

    Attributes:
        q: Words contained in the entry.
        kind: `faq`, `passage` or `solved`; if empty, solved replies are left out.
        tag: One of its tags.
        lang: Its language subtag.
        source: Name of the file it was imported from.
        unused: Only entries never used.
        months: Only entries not changed for this number of months.
    """

    q: str = ""
    kind: str = ""
    tag: str = ""
    lang: str = ""
    source: str = ""
    unused: bool = False
    months: int = 0

    def query(self, now: datetime | None = None) -> dict[str, Any]:
        """Return the query fields of the API."""
        older = (now or datetime.now(UTC)) - self.months * _MONTH
        return {
            "q": self.q.strip(),
            "kind": self.kind,
            "tag": self.tag,
            "lang": self.lang,
            "source": self.source,
            "unused": self.unused or None,
            "older_than": older.isoformat() if self.months else None,
        }

    def active(self) -> list[str]:
        """Return the names of the active filters, without the search."""
        return [f.name for f in fields(self) if f.name != "q" and getattr(self, f.name)]

    def is_all(self) -> bool:
        """Return whether neither a search nor a filter is active."""
        return not self.q.strip() and not self.active()
