"""Word order: neighbours that stay neighbours, and words that were replaced by others."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from assistant.evidence.lexicon import Lexicon
from assistant.evidence.statement import Statement

_FAR: Final = 4
_COPIED: Final = 0.5
_TURNING_WORDS: Final = (
    "before after until from since within with by over under above below up down in out on off "
    "only if all some any both either not and or atleast atmost through than ¬"
)
_TURNING: Final = frozenset(_TURNING_WORDS.split())
"""Small words that change the meaning when one replaces another."""


def in_sequence(claim: Statement, answer: Statement, lexicon: Lexicon) -> dict[str, float]:
    """Features of word order: `order`, the share of neighbouring words near each other in the
    source too, and those of `_edits`.
    """
    content = [token for token in claim.tokens if token in claim.keys]
    places: dict[str, list[int]] = {}
    for place, token in enumerate(t for t in answer.tokens if t in answer.keys):
        places.setdefault(token, []).append(place)
    pairs = [
        (left, right)
        for left, right in pairwise(content)
        if left in places and right in places and left != right
    ]
    near = sum(
        any(0 < right - left <= _FAR for left in places[one] for right in places[two])
        for one, two in pairs
    )
    return {
        "order": near / len(pairs) if pairs else 0.5,
        **_edits(claim.tokens, answer.tokens, lexicon),
    }


def _edits(claim: tuple[str, ...], answer: tuple[str, ...], lexicon: Lexicon) -> dict[str, float]:
    """Differences where the claim mostly copies the source: a content word replaced by another, or
    a small word whose change reverses the meaning.
    """
    matcher = SequenceMatcher(None, answer, claim, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    copied = sum(block.size for block in blocks) / max(1, len(claim))
    most = 6 if lexicon.lang == "zh" else 3
    replaced = turned = 0
    for left, right in pairwise(blocks):
        if copied < _COPIED or left.size + right.size < 3:
            continue
        out = answer[left.a + left.size : right.a]
        put = claim[left.b + left.size : right.b]
        if len(out) > most or len(put) > most:
            continue
        if put and out:
            replaced += any(word not in answer and word not in lexicon.empty for word in put)
        turned += bool((set(put) ^ set(out)) & _TURNING and (put or "¬" in out))
        turned += any(word in lexicon.opposites.get(other, ()) for word in put for other in out)
    return {
        "copied": copied,
        "replaced": min(1.0, float(replaced)),
        "turned": min(1.0, float(turned)),
    }
