"""What stands in the editor: the body of an entry as it is being written, perhaps not valid yet."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.contracts import Article, ArticleBody
from gui.widgets.presentable import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A body of an entry; unlike the wire's it may still lack its answer."""

    questions: tuple[str, ...] = ()
    answer: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""

    @classmethod
    def of(cls, body: Article | ArticleBody) -> Written:
        """What an editor shows of an entry."""
        return cls(
            questions=tuple(body.questions), answer=body.answer, title=body.title,
            tags=tuple(body.tags), lang=body.lang,
        )  # fmt: skip

    def complete(self) -> bool:
        """Whether it can be kept: an entry is its answer."""
        return bool(self.answer.strip())

    def body(self) -> ArticleBody:
        """For the wire; only of a complete one."""
        return ArticleBody(
            questions=list(self.questions), answer=self.answer, title=self.title,
            tags=list(self.tags), lang=self.lang,
        )  # fmt: skip


def name_of(entry: Article | ArticleBody | Written) -> str:
    """What an entry is called in lists: its first question, its title, or how it begins."""
    first = entry.questions[0] if entry.questions else ""
    return opening(first or entry.title or entry.answer)


def opening(text: str, most: int = 240) -> str:
    """The beginning of a text on one line, safe to look at; cheap for long ones."""
    return one_line(text, most)
