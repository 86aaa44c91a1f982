"""Annotated English sentences: all of wikigold, the training part of wnut17 (both CC BY 4.0)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from training.names.example import Example, Piece

_WIKIGOLD: Final = {"PER": "person", "LOC": "place", "ORG": "company", "MISC": "other"}
_WNUT: Final = {
    "person": "person", "location": "place", "corporation": "company", "group": "company",
    "product": "other", "creative-work": "other",
}  # fmt: skip
_NO_SPACE_BEFORE: Final = frozenset((".", ",", "!", "?", ";", ":", ")", "'s", "n't", "'m", "'re"))
_NO_SPACE_AFTER: Final = frozenset(("(", "#"))


def wikigold(data: Path) -> list[Example]:
    """The 1,696 sentences of Wikipedia; its tags do not separate adjacent names."""
    lines = (data / "ner_wikigold" / "wikigold.conll.txt").read_text("utf-8").splitlines()
    return list(_examples((line.rpartition(" ") for line in lines), _WIKIGOLD))


def wnut(data: Path, part: str = "wnut17train.conll") -> list[Example]:
    """Sentences of social media; names of people are rare, and spelled informally."""
    lines = (data / "ner_wnut17" / part).read_text("utf-8").splitlines()
    return list(_examples((line.partition("\t") for line in lines), _WNUT))


def _examples(rows: Iterator[tuple[str, str, str]], kinds: dict[str, str]) -> Iterator[Example]:
    tokens: list[tuple[str, str]] = []
    for token, _, tag in (*rows, ("", "", "")):
        if token.strip():
            tokens.append((token, tag.strip()))
        elif tokens:
            yield Example(_pieces(tokens, kinds))
            tokens = []


def _pieces(tokens: list[tuple[str, str]], kinds: dict[str, str]) -> list[Piece]:
    pieces: list[Piece] = []
    before = ("", "O")
    for token, tag in tokens:
        prefix, _, name = tag.partition("-")
        kind = kinds.get(name, "")
        glued = not pieces or token in _NO_SPACE_BEFORE or before[0] in _NO_SPACE_AFTER
        goes_on = kind and prefix == "I" and before[1].partition("-")[2] == name
        space = "" if glued else " "
        if goes_on:
            pieces[-1] = Piece(pieces[-1].text + space + token, kind)
        else:
            pieces += [Piece(space, ""), Piece(token, kind)]
        before = (token, tag)
    return pieces


def plain(data: Path, most: int, seed: int) -> list[Example]:
    """A sample of requests from banking77's training part: support texts without names."""
    import csv

    with next((data / "banking77").glob("train*.csv")).open(
        encoding="utf-8-sig", newline=""
    ) as file:
        texts = [row["text"].strip() for row in csv.DictReader(file)]
    return [Example([Piece(text, "")]) for text in random.Random(seed).sample(texts, most)]
