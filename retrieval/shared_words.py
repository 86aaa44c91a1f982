"""Finds the words of an answer that also occur in the question, to highlight why it was found.

Words are compared as in the search (`retrieval.text.words`), without stop words.
"""

from __future__ import annotations

from typing import Final

from retrieval.text import word_spans, words

MOST: Final = 50
"""Maximum number of marks in a text; more would be noise."""
_LOOKED_AT: Final = 20_000

_COMMON: Final = (
    "a about above after again all also am an and any anything are as ask at be because been "
    "before being but by can cannot cant could couldnt did didnt do does doesnt doing dont "
    "done else every few for from get gets getting give go going got had has have havent "
    "having he hello help her here hers hi him his how however i id if ill im in into is isnt "
    "it its ive just know let lets like make many may maybe me might mine more most much must "
    "my need needs never no nor not now of off ok okay on once one only or other our ours out "
    "over own please same say see shall she should so some something still such take tell "
    "than thank thanks that thats the their them then there these they thing things this "
    "those through to too under until up us use used using very via want wants was wasnt way "
    "we well were what when where whether which while who whose why will with within without "
    "wont would wouldnt yes yet you your yours"
)
_ENGLISH: Final = frozenset(words(_COMMON, "en"))
_HAN: Final = frozenset(
    "的了是吗嗎呢啊我你您他她它们們这這那哪有在不没沒和与與及或也就都还還很太吧呀么麼什怎可以能会會要想"
    "请請谢謝好个個一为為把被从從到给給对對但而且如果因所何时候時吗之其于於再又并並让讓去来來说說"
)
"""Function characters: pairs of characters that contain one of them are seldom words."""
_SHORT: Final = 3
"""Length in other languages up to which words are ignored, as most of them are function words."""


def content_words(text: str, lang: str = "") -> frozenset[str]:
    """The words of a text, without stop words."""
    return frozenset(word for word in words(text, lang) if _telling(word, lang))


def shared_word_spans(text: str, lang: str, said: frozenset[str]) -> list[tuple[int, int]]:
    """The positions in `text` of words that are in `said`, as (start, end) in code points.

    They are in order, do not overlap, and are at most `MOST`.
    """
    found: list[tuple[int, int]] = []
    if not said:
        return found
    for start, end, cut in word_spans(text[:_LOOKED_AT], lang):
        if said.isdisjoint(cut):
            continue
        if found and start < found[-1][1]:  # pairs of characters overlap
            found[-1] = (found[-1][0], end)
        elif len(found) == MOST:
            break
        else:
            found.append((start, end))
    return found


def _telling(word: str, lang: str) -> bool:
    if not word.isascii() and len(word) <= 2:
        return len(word) == 2 and _HAN.isdisjoint(word)
    if lang in ("", "en", "zh"):
        return word not in _ENGLISH and (len(word) > 1 or word.isdigit())
    return len(word) > _SHORT or any(map(str.isdigit, word))
