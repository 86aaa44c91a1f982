"""What is asked of a draft: style, language, source article and writer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """The options of one requested draft.

    Attributes:
        article: Write from this article only.
        style: A `DraftStyle`.
        lang: Language of the draft; empty for that of the entries.
        by: The writer; empty for the configured one.
        seed: A different seed yields a different draft.
    """

    article: int | None = None
    style: str = ""
    lang: str = ""
    by: str = ""
    seed: int = 0

    def after(self, before: DraftOptions | None) -> DraftOptions:
        """Return these options with another seed if they equal those before."""
        same = before is not None and replace(before, seed=self.seed) == self
        return replace(self, seed=before.seed + 1) if before is not None and same else self

    def asked(self) -> dict[str, Any]:
        """Return the options as fields of a `ReplyRequest`."""
        articles = [self.article] if self.article is not None else []
        return {"style": self.style, "reply_lang": self.lang, "writer": self.by,
                "seed": self.seed, "articles": articles}  # fmt: skip
