"""Automatically labelled pairs of a sentence and a source: true by how they were written, or made
wrong in one place.

A group is an entity, an article or an entry. Groups, never single pairs, are split into those that
evidence is fitted on and those it is evaluated on (`judged`).
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.evidence.courtesy import claim_spans, needs_no_source
from assistant.prompt import Passage
from benchmarks.perturbing import crossed, denied, renamed, renumbered, swapped
from benchmarks.search_sets import read_csv, read_json
from retrieval.sentences import sentences
from retrieval.text import words

_PARTS: Final = 5
_SHORT: Final = 18
_DEMO: Final = Path(__file__).resolve().parents[1] / "assistant" / "demo"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with a source.

    `kind` is `true`, `elsewhere` (the wrong source), `denial`, `number`, `condition` or `name`.
    """

    claim: str
    passage: Passage
    supported: bool
    kind: str
    family: str
    group: str
    lang: str


def judged(group: str) -> bool:
    """Whether a group is kept for evaluation: a fifth, by a hash of its name."""
    return hashlib.sha256(group.encode()).digest()[0] % _PARTS == 0


def all_pairs(data: Path) -> list[Pair]:
    """All pairs, in a fixed order."""
    made: list[Pair] = []
    for make in (dstc9, dstc10, xquad_en, xquad_zh, covid, demo_en, demo_zh):
        made += make(data)
    return made


def for_tuning(pair: Pair) -> bool:
    """Whether evidence may be fitted on the pair; whole families are kept for evaluation only."""
    return pair.family not in ("dstc10", "covid") and not judged(pair.group)


@dataclass(frozen=True, slots=True)
class _Snippet:
    group: str
    name: str
    passage: Passage


def _snippets(data: Path, folder: str) -> dict[tuple[str, str, str], _Snippet]:
    found = {}
    for domain, entities in read_json(data / folder / "knowledge.json.gz").items():
        for entity, about in entities.items():
            for doc, text in about["docs"].items():
                found[domain, str(entity), str(doc)] = _Snippet(
                    f"{folder}:{domain}:{entity}", about.get("name") or "",
                    Passage(text["title"], text["body"]),
                )  # fmt: skip
    return found


def _replies(data: Path, folder: str, file: str) -> Iterator[tuple[tuple[str, str, str], str]]:
    for label in read_json(data / folder / file):
        if label.get("target"):
            at = label["knowledge"][0]
            yield (at["domain"], str(at["entity_id"]), str(at["doc_id"])), label["response"]


def _claims(reply: str) -> Iterator[str]:
    for start, end in claim_spans(reply):
        if not needs_no_source(reply[start:end]) and len(words(reply[start:end])) > 3:
            yield reply[start:end]


def dstc9(data: Path) -> list[Pair]:
    """Human replies with the snippet they were written from, and with others."""
    return list(_grounded(data, "dstc9_faq", "val_labels.json.gz", "dstc9"))


def dstc10(data: Path) -> list[Pair]:
    """Like `dstc9`, from spoken dialogues about other places."""
    return list(_grounded(data, "dstc10_faq", "val_labels.json", "dstc10"))


def _grounded(data: Path, folder: str, file: str, family: str) -> Iterator[Pair]:
    snippets = _snippets(data, folder)
    by_entity: dict[tuple[str, str], list[_Snippet]] = {}
    for (domain, entity, _), snippet in snippets.items():
        by_entity.setdefault((domain, entity), []).append(snippet)
    everything = list(snippets.values())
    seen = set()
    for key, reply in _replies(data, folder, file):
        gold = snippets[key]
        for claim in _claims(reply):
            if (claim, key) in seen:
                continue
            seen.add((claim, key))
            dice = random.Random(claim)

            def pair(text: str, passage: Passage, kind: str, g: str = gold.group) -> Pair:
                return Pair(text, passage, kind == "true", kind, family, g, "en")

            yield pair(claim, gold.passage, "true")
            siblings = [s for s in by_entity[key[:2]] if s.passage.text != gold.passage.text]
            if siblings:
                yield pair(claim, dice.choice(siblings).passage, "elsewhere")
            yield pair(claim, dice.choice(everything).passage, "elsewhere")
            for kind, change in _CHANGES:
                changed = change(claim, "en", dice)
                if changed and changed != claim:
                    yield pair(changed, gold.passage, kind)
            body = denied(gold.passage.text, "en", dice)
            short = (
                len(gold.passage.text.split()) <= _SHORT and len(sentences(gold.passage.text)) == 1
            )
            if body and short:  # in longer texts, the negated part may be about something else
                yield pair(claim, Passage(gold.passage.name, body), "denial")
            other = renumbered(gold.passage.text, "en", dice)
            if other and _numbers(claim) - _numbers(other):
                yield pair(claim, Passage(gold.passage.name, other), "number")
            wrong = _another(gold, claim, everything, dice)
            if wrong:
                yield pair(claim, wrong.passage, "name")


def _another(
    gold: _Snippet, claim: str, rest: list[_Snippet], dice: random.Random
) -> _Snippet | None:
    """A snippet about another place, if the claim names its own."""
    own = set(re.findall(r"[a-z]{3,}", gold.name.lower())) - {"the", "restaurant", "hotel", "house"}
    if not own or not own & set(re.findall(r"[a-z]{3,}", claim.lower())):
        return None
    asked = set(words(gold.passage.name.lower().replace(gold.name.lower(), "")))
    others = [
        s
        for s in dice.sample(rest, min(len(rest), 400))
        if s.name != gold.name
        and not own & set(re.findall(r"[a-z]{3,}", (s.passage.name + s.passage.text).lower()))
        and set(re.findall(r"[a-z]{4,}", s.name.lower()))
        & set(re.findall(r"[a-z]{4,}", s.passage.text.lower()))
    ]
    return max(others, key=lambda s: len(asked & set(words(s.passage.name))), default=None)


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


_CHANGES: Final[tuple[tuple[str, Callable[[str, str, random.Random], str | None]], ...]] = (
    ("denial", denied),
    ("number", renumbered),
    ("condition", swapped),
    ("number", crossed),
)


def _perturbed(
    texts: list[tuple[str, Passage]], family: str, lang: str, every: int = 1
) -> Iterator[Pair]:
    """Sentences of texts, changed and unchanged, with their own text and with another."""
    names = [
        name
        for _, passage in texts
        for name in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*", passage.text)[:3]
    ]
    for place, (group, passage) in enumerate(texts):
        for number, claim in enumerate(sentences(passage.text)):
            if number % every or len(claim) < (8 if lang == "zh" else 25) or len(claim) > 300:
                continue
            if needs_no_source(claim):
                continue
            dice = random.Random(claim)
            yield Pair(claim, passage, True, "true", family, group, lang)
            shorter = _shorter(claim, lang)
            if shorter:
                yield Pair(shorter, passage, True, "true", family, group, lang)
            other = texts[(place + 1 + dice.randrange(len(texts) - 1)) % len(texts)][1]
            neighbour = texts[(place + 1) % len(texts)][1]
            for wrong in (other, neighbour):
                if wrong.text != passage.text:
                    yield Pair(claim, wrong, False, "elsewhere", family, group, lang)
            for kind, change in _CHANGES:
                changed = change(claim, lang, dice)
                if changed and changed != claim and changed not in passage.text:
                    yield Pair(changed, passage, False, kind, family, group, lang)
            changed = renamed(claim, names, dice) if lang == "en" else None
            if changed:
                yield Pair(changed, passage, False, "name", family, group, lang)


def _shorter(claim: str, lang: str) -> str | None:
    """The claim without parenthetical parts, which remains true."""
    if lang == "zh":
        return None
    bare = re.sub(r"\s*\([^()]{1,60}\)", "", claim)
    bare = re.sub(r"^(?:However|Therefore|Moreover|Thus|Also|In addition|For example), ", "", bare)
    bare = re.sub(r", which (?:is|are|was|were) [^,.;]{3,60}(?=[,.])", "", bare)
    bare = bare.replace(" do not ", " don't ").replace(" is not ", " isn't ")
    return bare if bare != claim else None


def _xquad(data: Path, lang: str) -> list[Pair]:
    texts = [
        (f"xquad:{number}", Passage("", paragraph["context"]))
        for number, article in enumerate(
            read_json(data / "xquad_a" / f"xquad.{lang}.even.json")["data"]
        )
        for paragraph in article["paragraphs"]
    ]
    return list(_perturbed(texts, f"xquad_{lang}", lang))


def xquad_en(data: Path) -> list[Pair]:
    """Sentences of Wikipedia paragraphs."""
    return _xquad(data, "en")


def xquad_zh(data: Path) -> list[Pair]:
    """The same paragraphs in Chinese."""
    return _xquad(data, "zh")


def covid(data: Path) -> list[Pair]:
    """Sentences of a health agency's answers, every third of them."""
    texts = {
        row["question"].strip(): row["answer"]
        for row in read_csv(data / "covid_faq_cdc" / "faq_cdc.csv")
    }
    rows = [(f"covid:{name}", Passage(name, text)) for name, text in texts.items()]
    return list(_perturbed(rows, "covid", "en", every=3))


def _demo(lang: str) -> list[Pair]:
    rows = [
        (f"demo:{row['id']}", Passage(row["question"].splitlines()[0], row["answer"]))
        for row in read_csv(_DEMO / f"faq_{lang}.csv")
    ]
    return list(_perturbed(rows, f"demo_{lang}", lang))


def demo_en(_: Path) -> list[Pair]:
    """The demo's English answers."""
    return _demo("en")


def demo_zh(_: Path) -> list[Pair]:
    """The demo's Chinese answers."""
    return _demo("zh")
