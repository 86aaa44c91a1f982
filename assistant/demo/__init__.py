"""The demo knowledge base: an invented shop's FAQ, conversations and test questions.

Written for this product and shipped with it, so that it can answer something real at the first
start. The files are imported in the same way as a company's own files.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from assistant.contracts.names import DEMO_SOURCE

SOURCE = DEMO_SOURCE


class DemoFiles(NamedTuple):
    """The demo's files, all in UTF-8."""

    faq_en: Traversable
    """English FAQ: CSV with `id,question,answer,title,tags,lang`; `question` has one variant per
    line."""
    faq_zh: Traversable
    """FAQ of the same shop in Simplified Chinese, with the same columns."""
    conversations: Traversable
    """Customer conversations, one JSON object per line."""
    questions: Traversable
    """Held-out questions: `query`, `relevant` ids (empty: it should abstain), `lang`."""


def paths() -> DemoFiles:
    """Return the demo's files inside the installed package.

    Use `importlib.resources.as_file` if a file system path is needed.
    """
    folder = files(__name__)
    return DemoFiles(
        faq_en=folder / "faq_en.csv",
        faq_zh=folder / "faq_zh.csv",
        conversations=folder / "conversations.jsonl",
        questions=folder / "questions.jsonl",
    )
