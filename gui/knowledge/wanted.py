"""Which entries are wanted: the search and its filters, as one value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final

_MONTH: Final = timedelta(days=30.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Empty values filter nothing.

    Attributes:
        q: Words that stand in the entry.
        kind: `faq`, `passage` or `solved`; without it, solved replies are left out.
        tag: One of its tags.
        lang: Its language's subtag.
        source: The name of the file it came from.
        unused: Only what nobody has used yet.
        months: Only what was not changed for so many months.
    """

    q: str = ""
    kind: str = ""
    tag: str = ""
    lang: str = ""
    source: str = ""
    unused: bool = False
    months: int = 0

    def query(self, now: datetime | None = None) -> dict[str, Any]:
        """As the API is asked."""
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
        """Names of the filters in use; the search is none of them."""
        return [f.name for f in fields(self) if f.name != "q" and getattr(self, f.name)]

    def is_all(self) -> bool:
        """Whether nothing is left out on purpose."""
        return not self.q.strip() and not self.active()
