"""Finds the words common in a team's replies, which a small model may then use freely.

A small model is restricted to the words of its prompt and to everyday words (`worker.word_guard`),
so it could not write in the team's style. Words that many of the training replies contain are
therefore added to its everyday words. Words that only few replies contain may be facts, so they
remain restricted to the prompt; so do numbers, names, and words for numbers, time and money.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from assistant.models.worker.counting import WORDS as COUNTING
from assistant.models.worker.everyday import WORDS as EVERYDAY
from training.replies.file_names import CARD

_PROMISES: Final = frozenset((
    "free", "feel", "refund", "refunds", "refunded", "reimburse", "reimbursed", "reimbursement",
    "compensation", "compensate", "discount", "discounts", "guarantee", "guaranteed", "warranty",
    "credit", "credited", "voucher", "vouchers", "gift", "bonus", "eligible", "entitled",
    "cancelled", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
    "months", "year", "years", "today", "tomorrow", "tonight", "daily", "weekly", "monthly",
    "immediately", "instantly", "open", "closed", "toll", "weekdays", "weekends", "half", "double",
    "full",
))  # fmt: skip
"""Words that may make a promise and therefore always need a source, however often a team uses them.
"feel" is listed because of "feel free"."""
_FIELD: Final = re.compile(r"\{\{[^{}]*\}\}")
_WORD: Final = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)?(?!\w)")
_LEAST: Final = 5
"""Minimum number of replies that must contain a word."""
_SHARE: Final = 0.005
"""Minimum share of all replies that must contain it."""
_NAME: Final = 0.2
"""A word capitalized in more than this share of its occurrences inside sentences is a name."""
_MOST: Final = 1_000
_NEVER: Final = EVERYDAY | COUNTING | _PROMISES


def team_words(replies: Iterable[str]) -> list[str]:
    """Lower-case words that many replies contain, most common first."""
    having, written, capital = Counter[str](), Counter[str](), Counter[str]()
    count = 0
    for reply in replies:
        count += 1
        said = set()
        for small, inside in _words(_FIELD.sub(" ", reply)):
            said.add(small.lower())
            if inside:
                written[small.lower()] += 1
                capital[small.lower()] += small[:1].isupper()
        having.update(said)
    least = max(_LEAST, _SHARE * count)
    return [
        word for word, replies_with in having.most_common(_MOST)
        if replies_with >= least and word not in _NEVER
        and written[word] and capital[word] <= _NAME * written[word]
    ]  # fmt: skip


def describe(folder: Path, words: Sequence[str]) -> None:
    """Add words to a model's card, if the model is restricted to the words of its prompt
    (`word_guard`)."""
    path = folder / CARD
    card = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    if words and card.get("closely") is True:
        known = dict.fromkeys([*card.get("words", ()), *words])
        path.write_text(json.dumps({**card, "words": list(known)}, indent=1) + "\n", "utf-8")


def _words(text: str) -> Iterable[tuple[str, bool]]:
    """Yield each word, and whether it is inside a sentence rather than at its beginning."""
    for found in _WORD.finditer(text):
        before = text[: found.start()].rstrip(" \t\"“”'‘’([*-")
        yield found[0], bool(before) and before[-1] not in ".!?:\n•"
