"""Recognises questions, for headings that are questions and for tables without a header."""

from __future__ import annotations

import re

from retrieval.documents.wording import CJK_CHARACTER

_LONGEST = 300
_ASKING = re.compile(
    r"(?i)^(?:how|what|when|where|who|whom|whose|which|why|can|could|do|does|did|is|are|am|was|"
    r"were|will|would|should|may|shall|have|has)\b.*\w"
)
_ASKING_CHINESE = re.compile(
    "[吗么呢嗎麼]$|^(?:如何|怎么|怎样|怎麼|怎樣|为什么|為什麼|为何|什么|什麼|哪|谁|誰|是否|能否|可否|"
    "可不可以|能不能|多久|多少|几|幾)|怎么办|怎麼辦|是什么|是什麼|有哪些|多少钱|多久|怎么|如何"
)


def looks_like_question(text: str) -> bool:
    """Whether a short text asks something, in English or Chinese."""
    text = text.strip().rstrip("\"'”’）)")
    if not text or len(text) > _LONGEST:
        return False
    if text[-1] in "?？":
        return True
    if CJK_CHARACTER.search(text):
        return text[-1] not in "。！；：" and bool(_ASKING_CHINESE.search(text))
    return text[-1] not in ".!:;," and len(text.split()) > 2 and bool(_ASKING.match(text))
