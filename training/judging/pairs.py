"""Pairs for blind rating: two drafts for one question, in random order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Final

from assistant.contracts import JudgedPair
from training.judging.drafts import Drafted
from training.replies.examples import question_of

MOST: Final = 30


def blind_pairs(drafted: Sequence[Drafted], *, seed: int, most: int = MOST) -> list[dict[str, Any]]:
    """Pairs in their JSON form: the fields of a `JudgedPair`, and `new`, which names the draft of
    the new model ("one" or "other").

    Questions whose drafts are equal are skipped. The choice of questions, their order and the order
    of the drafts follow from the seed alone.
    """
    chance = random.Random(f"pairs/{seed}")
    differing = [one for one in drafted if one.before.split() != one.after.split()]
    some = chance.sample(differing, min(most, len(differing)))
    return [_pair(number, one, chance) for number, one in enumerate(some)]


def _pair(number: int, of: Drafted, chance: random.Random) -> dict[str, Any]:
    new_first = chance.random() < 0.5
    one, other = (of.after, of.before) if new_first else (of.before, of.after)
    prompt = of.example.prompt
    pair = JudgedPair(
        id=number, question=question_of(prompt),
        sources=[f"{passage.name}\n{passage.text}".strip() for passage in prompt.passages],
        one=one, other=other, chosen="",
    )  # fmt: skip
    return {**pair.model_dump(), "new": "one" if new_first else "other"}
