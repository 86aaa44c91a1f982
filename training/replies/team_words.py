"""The words that a team has in common: what its agents say whatever they are asked.

A small model is held to the words of its prompt and to everyday ones (`worker.closely`), so it
could never write as the team does. So the words that many of the replies have that it learnt from
are everyday ones for it: they tell how the team speaks. Those that a few replies have may be facts,
and stay bound to the prompt; so do numbers, names, and words of number, time and money.
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
from training.replies.names import CARD

_PROMISES: Final = frozenset((
    "free", "feel", "refund", "refunds", "refunded", "reimburse", "reimbursed", "reimbursement",
    "compensation", "compensate", "discount", "discounts", "guarantee", "guaranteed", "warranty",
    "credit", "credited", "voucher", "vouchers", "gift", "bonus", "eligible", "entitled",
    "cancelled", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
    "months", "year", "years", "today", "tomorrow", "tonight", "daily", "weekly", "monthly",
    "immediately", "instantly", "open", "closed", "toll", "weekdays", "weekends", "half", "double",
    "full",
))  # fmt: skip
"""Said where no source says it, these promise something, however often a team says them; "feel" is
said for the sake of "free"."""
_FIELD: Final = re.compile(r"\{\{[^{}]*\}\}")
_WORD: Final = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)?(?!\w)")
_LEAST: Final = 5
"""Replies that must have a word."""
_SHARE: Final = 0.005
"""Of all replies, the share that must have it."""
_NAME: Final = 0.2
"""A word that stands with a capital more often than this inside of sentences is a name."""
_MOST: Final = 1_000
_NEVER: Final = EVERYDAY | COUNTING | _PROMISES


def team_words(replies: Iterable[str]) -> list[str]:
    """Words in lower case that many replies have, the commonest first."""
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
    """Say in a model's card which words its company has in common, beside those it knew; only one
    that is held closely to its prompt has need of them."""
    path = folder / CARD
    card = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    if words and card.get("closely") is True:
        known = dict.fromkeys([*card.get("words", ()), *words])
        path.write_text(json.dumps({**card, "words": list(known)}, indent=1) + "\n", "utf-8")


def _words(text: str) -> Iterable[tuple[str, bool]]:
    """Each word, and whether it stands inside of a sentence."""
    for found in _WORD.finditer(text):
        before = text[: found.start()].rstrip(" \t\"“”'‘’([*-")
        yield found[0], bool(before) and before[-1] not in ".!?:\n•"
