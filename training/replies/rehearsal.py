"""What is rehearsed while replies are learnt: questions of another company, with what answers them.

A model that goes on learning takes on the manner of what it reads everywhere, also where it was
fine before. Against that it reads some of its own drafts along (Shin et al. 2017, "Continual
learning with deep generative replay"): to questions of the shop that comes with the program, since
its own company's should be answered in the new manner. The engine chooses the questions here; the
trainer has them drafted (`rehearsal_drafts`).
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from assistant import demo
from assistant.prompt import Passage, Prompt, PromptTurn
from retrieval.language import detect_language

_OTHERS: Final = (0, 0, 1, 2)
"""Entries beside the one that answers, as the search finds them: mostly none."""
_SPOKEN: Final = 0.1
"""Share of the replies from which on a language is one of the company's."""


def languages_of(replies: Iterable[str]) -> tuple[str, ...]:
    """The demo's languages among those of some replies; English where it has none of them."""
    counts = Counter(detect_language(reply).tag for reply in replies)
    total = max(1, counts.total())
    return tuple(tag for tag in ("en", "zh") if counts[tag] >= _SPOKEN * total) or ("en",)


def questions(languages: Sequence[str], most: int, *, seed: int) -> list[Prompt]:
    """At most so many questions, each with the entry that answers it among its passages."""
    entries = [entry for language in languages for entry in _entries(language)]
    chance = random.Random(f"{seed}/rehearsal")
    found = [_asked(entry, entries, chance) for entry in entries]
    chance.shuffle(found)
    return found[:most]


_Entry = tuple[str, list[str], str]
"""Language, questions, answer."""


def _entries(language: str) -> list[_Entry]:
    files = demo.paths()
    file = files.faq_zh if language == "zh" else files.faq_en
    rows = csv.DictReader(file.read_text("utf-8-sig").splitlines(keepends=True))
    return [(language, row["question"].splitlines(), row["answer"]) for row in rows]


def _asked(entry: _Entry, entries: Sequence[_Entry], chance: random.Random) -> Prompt:
    language, asked, answer = entry
    alike = [one for one in entries if one[0] == language and one is not entry]
    beside = chance.sample(alike, min(len(alike), chance.choice(_OTHERS)))
    passages = [Passage(asked[0], answer), *(Passage(one[1][0], one[2]) for one in beside)]
    return Prompt(tuple(passages), (PromptTurn("customer", chance.choice(asked)),))
