"""Solved replies to store and requests to ask, built from the public data.

What is asked is split from what is stored by request, reply or dialogue.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.reply_extraction import is_substantial, says_something
from training.starter.corpora import faq_snippets, kept_for_judging
from training.starter.corpora import read as read_corpora
from training.starter.recipe import Recipe

_ONE_IN: Final = Recipe().held_out
_SGD_FILES: Final = slice(6, 12)
"""None of the files used while `assistant.drafting.typical` was designed."""
_BEFORE: Final = 3
"""Turns before a request that are asked with it."""


@dataclass(frozen=True, slots=True)
class Replied:
    """A request and its reply.

    Attributes:
        before: Earlier turns.
        title: What the request is about, such as a place.
        topic: Equal for requests that want the same; "" if unknown.
    """

    request: str
    reply: str
    lang: str
    before: tuple[str, ...] = ()
    title: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class SolvedSet:
    """Replies to store, and requests to ask with their actual replies."""

    stored: tuple[Replied, ...]
    asked: tuple[Replied, ...]


def all_sets(data: Path) -> dict[str, SolvedSet]:
    """All sets by name.

    bitext has many replies to each kind of request, dstc9_faq a few to each question about a place;
    sgd and crosswoz (Chinese) are task dialogues, in which replies are only similar by chance.
    """
    return {
        "bitext": bitext(data),
        "dstc9_faq": dstc9(data),
        "sgd": _of_dialogues(_sgd(data), "en"),
        "crosswoz": _of_dialogues(_crosswoz(data), "zh"),
    }


def bitext(data: Path) -> SolvedSet:
    """Requests of 27 intents, split by intent and normalised request."""
    parts = [
        tuple(
            Replied(one.text, one.reply, "en", topic=one.intent)
            for one in read_corpora(data, one_in=_ONE_IN, judging=judging).requests
        )
        for judging in (False, True)
    ]
    return SolvedSet(*parts)


def dstc9(data: Path) -> SolvedSet:
    """Human replies to snippets, split by reply; an earlier turn names the place."""
    replies = [
        Replied(
            one.question, reply, "en",
            before=(f"I am asking about {one.name}.",) if one.name else (),
            title=one.name, topic=f"{one.entity}/{one.question}",
        )
        for one in faq_snippets(data)
        for reply in one.replies
    ]  # fmt: skip
    return _parted(replies, [one.reply for one in replies])


def _of_dialogues(dialogues: dict[str, list[tuple[bool, str]]], lang: str) -> SolvedSet:
    """Substantial replies with the request just before them, split by dialogue."""
    replies, names = [], []
    for name, turns in dialogues.items():
        for one in _replied(turns, lang):
            replies.append(one)
            names.append(name)
    return _parted(replies, names)


def _replied(turns: Sequence[tuple[bool, str]], lang: str) -> Iterator[Replied]:
    for at in range(1, len(turns)):
        (asks, request), (too, reply) = turns[at - 1], turns[at]
        if asks and not too and says_something(request) and is_substantial(reply):
            before = tuple(text for _, text in turns[max(0, at - 1 - _BEFORE) : at - 1])
            yield Replied(request, reply, lang, before=before)


def _parted(replies: Sequence[Replied], names: Sequence[str]) -> SolvedSet:
    asked = [kept_for_judging(name, _ONE_IN) for name in names]
    return SolvedSet(
        tuple(one for one, kept in zip(replies, asked, strict=True) if not kept),
        tuple(one for one, kept in zip(replies, asked, strict=True) if kept),
    )


def _sgd(data: Path) -> dict[str, list[tuple[bool, str]]]:
    """Turns by dialogue: whether the customer speaks, and the text."""
    found = {}
    for path in sorted((data / "sgd_dev").glob("dialogues_*.json.gz"))[_SGD_FILES]:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            dialogues: list[dict[str, Any]] = json.load(file)
        for one in dialogues:
            turns = [(turn["speaker"] == "USER", turn["utterance"]) for turn in one["turns"]]
            found[one["dialogue_id"]] = turns
    return found


def _crosswoz(data: Path) -> dict[str, list[tuple[bool, str]]]:
    with zipfile.ZipFile(data / "crosswoz_val" / "val.json.zip") as archive:
        dialogues: dict[str, dict[str, Any]] = json.loads(archive.read("val.json"))
    return {
        name: [(turn["role"] == "usr", turn["content"]) for turn in one["messages"]]
        for name, one in dialogues.items()
    }
