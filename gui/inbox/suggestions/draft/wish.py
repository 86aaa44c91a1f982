"""What draft somebody wants: in which style and language, from what, by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Wish:
    """Attributes:
    article: Write from this one only.
    style: A `DraftStyle`.
    lang: In this language; empty for that of the entries.
    by: Who is to write; empty as it is set.
    seed: Another one gives another draft.
    """

    article: int | None = None
    style: str = ""
    lang: str = ""
    by: str = ""
    seed: int = 0

    def after(self, before: Wish | None) -> Wish:
        """Another draft than before, where the same is wished for again."""
        same = before is not None and replace(before, seed=self.seed) == self
        return replace(self, seed=before.seed + 1) if before is not None and same else self

    def asked(self) -> dict[str, Any]:
        """As a `ReplyRequest` says it."""
        articles = [self.article] if self.article is not None else []
        return {"style": self.style, "reply_lang": self.lang, "writer": self.by,
                "seed": self.seed, "articles": articles}  # fmt: skip
