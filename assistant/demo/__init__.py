"""The demo knowledge base: an invented shop's FAQ, conversations and test questions.

Original writing that ships with the product, so that a first start has something real to
answer from. The files go in through the same import as a company's own files do.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from assistant.contracts.names import DEMO_SOURCE

SOURCE = DEMO_SOURCE


class DemoFiles(NamedTuple):
    """Where the demo's files are; UTF-8 throughout."""

    faq_en: Traversable
    """English FAQ: CSV with `id,question,answer,title,tags,lang`, one variant a line in
    `question`."""
    faq_zh: Traversable
    """Simplified Chinese FAQ of the same shop, same columns."""
    conversations: Traversable
    """Customer conversations, one JSON object a line."""
    questions: Traversable
    """Held-out questions: `query`, `relevant` ids (none: it should abstain), `lang`."""


def paths() -> DemoFiles:
    """The demo's files inside the installed package.

    Use `importlib.resources.as_file` where a path of the file system is needed.
    """
    folder = files(__name__)
    return DemoFiles(
        faq_en=folder / "faq_en.csv",
        faq_zh=folder / "faq_zh.csv",
        conversations=folder / "conversations.jsonl",
        questions=folder / "questions.jsonl",
    )
