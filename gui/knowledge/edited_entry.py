"""Content of the editor: the body of an entry while it is edited, possibly not valid yet."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.contracts import Article, ArticleBody
from gui.widgets.presentable import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedEntry:
    """Body of an entry; unlike the wire type, it may have no answer yet."""

    questions: tuple[str, ...] = ()
    answer: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""

    @classmethod
    def of(cls, body: Article | ArticleBody) -> EditedEntry:
        """Return the editable content of an entry."""
        return cls(
            questions=tuple(body.questions), answer=body.answer, title=body.title,
            tags=tuple(body.tags), lang=body.lang,
        )  # fmt: skip

    def complete(self) -> bool:
        """Return whether it can be saved, which requires an answer."""
        return bool(self.answer.strip())

    def body(self) -> ArticleBody:
        """Return the wire type; requires a complete entry."""
        return ArticleBody(
            questions=list(self.questions), answer=self.answer, title=self.title,
            tags=list(self.tags), lang=self.lang,
        )  # fmt: skip


def name_of(entry: Article | ArticleBody | EditedEntry) -> str:
    """Return how lists name an entry: its first question, its title, or the start of its answer."""
    first = entry.questions[0] if entry.questions else ""
    return opening(first or entry.title or entry.answer)


def opening(text: str, most: int = 240) -> str:
    """Return the beginning of a text on one line without unsafe characters; fast for long texts."""
    return one_line(text, most)
