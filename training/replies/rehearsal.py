"""Chooses questions for rehearsal, which keeps a fine-tuned model from forgetting.

A fine-tuned model changes its style everywhere, even where it was good before. Against that, some
of the base model's own drafts are added to the training examples (Shin et al. 2017, "Continual
learning with deep generative replay"). They answer questions of the demo shop, as those of the
company should be answered in the new style. The engine chooses the questions here; the trainer
drafts the replies (`rehearsal_drafts`).
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
"""Numbers of passages besides the one that answers, of which one is drawn: half the time none."""
_SPOKEN: Final = 0.1
"""Share of the replies from which on a language counts as used by the company."""


def languages_of(replies: Iterable[str]) -> tuple[str, ...]:
    """The languages of some replies, limited to those of the demo; English if there is none."""
    counts = Counter(detect_language(reply).tag for reply in replies)
    total = max(1, counts.total())
    return tuple(tag for tag in ("en", "zh") if counts[tag] >= _SPOKEN * total) or ("en",)


def questions(languages: Sequence[str], most: int, *, seed: int) -> list[Prompt]:
    """At most `most` prompts with demo questions, each with the answering entry as a passage."""
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
