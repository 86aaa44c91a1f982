"""Rates whether a draft could have been sent, by its sources and the reply that the agent sent.

This is the only definition of these terms:

- **Right**: every factual sentence is supported by the sources of the draft or by the agent's own
  reply.
- **As it is**: right, and either at most a fifth of its words differ from the agent's reply, or
  the draft contains every statement of that reply.
- **Lightly edited**: right, and either at most three fifths of the words differ, or the draft
  contains at least half of the agent's statements.
- **Not usable**: all others, and no draft at all.

Differing words are counted by edit distance (Levenshtein 1966) over words, relative to the longer
of the two texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from assistant.evaluation.faithfulness import factual
from assistant.evidence.judge import Judge
from assistant.prompt import Passage, Prompt
from retrieval.text import normalise

Usable = Literal["as_is", "edited", "not_usable"]

_WORD: Final = re.compile("[\u3400-\u9fff]|[^\\W_]+")
_AS_IS: Final = 0.2
_EDITED: Final = 0.6
_HALF: Final = 0.5
_LONGEST: Final = 1_000
"""Maximum number of words of each text that are compared."""


def edit_share(draft: str, reply: str) -> float:
    """The number of words to insert, delete or replace, relative to the longer text; 0 to 1."""
    ours, theirs = _words(draft), _words(reply)
    longer = max(len(ours), len(theirs))
    return _distance(ours, theirs) / longer if longer else 0.0


def usable(draft: str, reply: str, prompt: Prompt, judge: Judge) -> Usable:
    """Rate a draft (see the module's docstring).

    Args:
        draft: The draft; "" if nothing was written.
        reply: The reply that the agent sent.
        prompt: The prompt of the draft.
        judge: Judges whether a statement is supported.
    """
    if not draft.strip():
        return "not_usable"
    said = "\n".join(turn.text for turn in prompt.turns if turn.role == "customer")
    known = [*prompt.passages, Passage("", reply)]
    if _share_supported(factual(draft), known, said, judge) < 1:
        return "not_usable"
    differing = edit_share(draft, reply)
    told = _share_supported(factual(reply), [Passage("", draft)], said, judge)
    if differing <= _AS_IS or told >= 1:
        return "as_is"
    return "edited" if differing <= _EDITED or told >= _HALF else "not_usable"


def _share_supported(
    statements: Sequence[str], passages: Sequence[Passage], said: str, judge: Judge
) -> float:
    if not statements:
        return 1.0
    verdicts = [judge.judge(one, passages, said).verdict for one in statements]
    return sum(verdict != "unsupported" for verdict in verdicts) / len(statements)


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise(text))[:_LONGEST]


def _distance(one: Sequence[str], other: Sequence[str]) -> int:
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, start=1):
        before, row[0] = row[0], number
        for at, theirs in enumerate(other, start=1):
            before, row[at] = (
                row[at],
                min(row[at] + 1, row[at - 1] + 1, before + (word != theirs)),
            )
    return row[-1]
