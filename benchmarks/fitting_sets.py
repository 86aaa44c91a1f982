"""Knowledge bases of many shapes for fitting the search's parameters; none is used for evaluation.

With and without questions, one variant or several, short answers and long ones, one language or
two, single questions and conversations, entries that differ only in their title, queries that
nothing answers. Everything is drawn with fixed seeds. No file of a test split is read.
"""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from benchmarks.search_sets import SearchSet, read_csv, read_json, read_text, snippets
from retrieval.entry import Entry
from retrieval.evaluate import Judged

QUERIES: Final = 400
"""Maximum queries drawn from each set."""
_OTHER_TITLES: Final = 150
"""Titles without queries that are kept in a reduced knowledge base."""

_Builder = Callable[[Path], SearchSet]


def _by(rows: Iterable[Mapping[str, str]], key: str, value: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        text = row[value].strip()
        if text not in groups[row[key]]:
            groups[row[key]].append(text)
    return groups


def banking77(variants: int) -> _Builder:
    """Intents of a bank, some of them removed so that nothing answers their requests."""

    def build(data: Path) -> SearchSet:
        chance = random.Random(1)
        groups = _by(read_csv(data / "banking77" / "train.csv"), "category", "text")
        names = sorted(groups)
        chance.shuffle(names)
        gone = set(names[: len(names) // 5])
        entries: list[Entry] = []
        queries: list[Judged] = []
        for name in sorted(names):
            said = groups[name][:]
            chance.shuffle(said)
            relevant: frozenset[int] = frozenset()
            if name not in gone:
                id_ = len(entries) + 1
                relevant = frozenset({id_})
                answer = name.replace("_", " ")
                entries.append(Entry(id=id_, questions=tuple(said[:variants]), answer=answer))
            queries += [Judged(text, relevant) for text in said[10:40]]
        chance.shuffle(queries)
        return SearchSet(f"banking77_{variants}", "banking77", entries, queries[:QUERIES])

    return build


def clinc150(variants: int) -> _Builder:
    """Intents of an assistant, with out-of-scope requests."""

    def build(data: Path) -> SearchSet:
        chance = random.Random(2)
        read = read_json(data / "clinc150" / "data_full.json.gz")
        groups: dict[str, list[str]] = defaultdict(list)
        for text, name in read["train"]:
            groups[name].append(text)
        entries, numbers = [], {}
        for name in sorted(groups):
            said = groups[name]
            chance.shuffle(said)
            numbers[name] = len(entries) + 1
            answer = name.replace("_", " ")
            entries.append(Entry(id=numbers[name], questions=tuple(said[:variants]), answer=answer))
        queries = [Judged(text, frozenset({numbers[name]})) for text, name in read["val"]]
        chance.shuffle(queries)
        outside = [Judged(text, frozenset()) for text, _ in read["oos_val"]]
        return SearchSet(f"clinc150_{variants}", "clinc150", entries, queries[:QUERIES] + outside)

    return build


def bitext_canned(variants: int) -> _Builder:
    """27 canned replies, with or without requests they answer."""

    def build(data: Path) -> SearchSet:
        chance = random.Random(3)
        rows = read_csv(data / "bitext" / "bitext_6480_canned_responses.csv.gz")
        groups = _by(rows, "intent", "instruction")
        replies = {row["intent"]: row["response"] for row in rows}
        entries: list[Entry] = []
        queries: list[Judged] = []
        for name in sorted(groups):
            said = groups[name][:]
            chance.shuffle(said)
            id_ = len(entries) + 1
            entries.append(Entry(id=id_, questions=tuple(said[:variants]), answer=replies[name]))
            queries += [Judged(text, frozenset({id_})) for text in said[variants : variants + 40]]
        chance.shuffle(queries)
        return SearchSet(f"bitext_canned_{variants}", "bitext", entries, queries[:QUERIES])

    return build


def bitext_replies(each: int, *, asked: bool) -> _Builder:
    """Long replies, several correct ones per intent, with or without the request they answered."""

    def build(data: Path) -> SearchSet:
        chance = random.Random(4)
        groups: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in read_csv(data / "bitext" / "bitext_4514_with_responses.csv.gz"):
            groups[row["intent"]].append(row)
        entries: list[Entry] = []
        queries: list[Judged] = []
        for name in sorted(groups):
            rows = groups[name]
            chance.shuffle(rows)
            first = len(entries) + 1
            for row in rows[:each]:
                questions = (row["instruction"],) if asked else ()
                entries.append(
                    Entry(id=len(entries) + 1, questions=questions, answer=row["response"])
                )
            relevant = frozenset(range(first, len(entries) + 1))
            queries += [Judged(row["instruction"], relevant) for row in rows[each : each + 30]]
        chance.shuffle(queries)
        name = f"bitext_replies_{each}{'_asked' if asked else ''}"
        return SearchSet(name, "bitext", entries, queries[:QUERIES])

    return build


_ASKS: Final = {
    "I-PER": "who", "I-LOC": "where", "I-ORG": "which organization", "I-MISC": "what",
}  # fmt: skip


def wikigold(data: Path) -> SearchSet:
    """Passages, and terse questions made from their sentences that each ask for a name."""
    chance = random.Random(5)
    entries: list[Entry] = []
    queries: list[Judged] = []
    for document in _wikigold_documents(data):
        for at in range(0, len(document), 6):
            passage = document[at : at + 6]
            if len(passage) < 3:
                continue
            id_ = len(entries) + 1
            text = " ".join(word for sentence in passage for word, _ in sentence)
            entries.append(Entry(id=id_, answer=text))
            asked = [_asking(sentence, chance) for sentence in passage]
            queries += [Judged(question, frozenset({id_})) for question in asked if question]
    chance.shuffle(queries)
    return SearchSet("wikigold", "wikigold", entries, queries[:QUERIES])


def _wikigold_documents(data: Path) -> list[list[list[tuple[str, str]]]]:
    documents: list[list[list[tuple[str, str]]]] = [[]]
    sentence: list[tuple[str, str]] = []
    for line in [*read_text(data / "ner_wikigold" / "wikigold.conll.txt").splitlines(), ""]:
        if line.strip() and not line.startswith("-DOCSTART-"):
            word, tag = line.strip().rsplit(" ", 1)
            sentence.append((word, tag))
            continue
        if sentence:
            documents[-1].append(sentence)
            sentence = []
        if line.startswith("-DOCSTART-"):
            documents.append([])
    return documents


def _asking(sentence: list[tuple[str, str]], chance: random.Random) -> str:
    """A question for one of the names in a sentence; "" if there is none to ask for."""
    names = [
        (at, tag)
        for at, (_, tag) in enumerate(sentence)
        if tag != "O" and (at == 0 or sentence[at - 1][1] != tag)
    ]
    if not names or len(sentence) < 8:
        return ""
    start, tag = chance.choice(names)
    end = start
    while end < len(sentence) and sentence[end][1] == tag:
        end += 1
    around = sentence[max(0, start - 6) : start] + sentence[end : end + 7]
    kept = [word for word, _ in around if word.isalnum() and chance.random() > 0.35]
    return " ".join([_ASKS[tag], *kept, "?"])


def dstc9(data: Path) -> SearchSet:
    """Agents' replies to the snippet they were written from."""
    folder = data / "dstc9_faq"
    entries, numbers = snippets(read_json(folder / "knowledge.json.gz"))
    queries = [
        Judged(
            label["response"],
            frozenset(
                numbers[k["domain"], str(k["entity_id"]), str(k["doc_id"])]
                for k in label["knowledge"]
            ),
        )
        for label in read_json(folder / "val_labels.json.gz")
        if label["target"]
    ]
    random.Random(10).shuffle(queries)
    return SearchSet("dstc9_replies", "dstc9", entries, queries[:QUERIES])


def about_few_titles(
    entries: list[Entry], queries: list[Judged], chance: random.Random
) -> tuple[list[Entry], list[Judged]]:
    """Reduce a knowledge base to the titles asked about and some others, with new ids."""
    title = {entry.id: entry.title for entry in entries}
    kept = {title[id_] for query in queries for id_ in query.relevant}
    others = sorted(set(title.values()) - kept)
    kept.update(chance.sample(others, min(_OTHER_TITLES, len(others))))
    left = [entry for entry in entries if entry.title in kept]
    number = {entry.id: at for at, entry in enumerate(left, start=1)}
    return (
        [replace(entry, id=number[entry.id]) for entry in left],
        [replace(q, relevant=frozenset(number[id_] for id_ in q.relevant)) for q in queries],
    )


def conversations(base: _Builder, name: str) -> _Builder:
    """Queries of another set as conversations: asked before, interrupted, or in two halves."""

    def build(data: Path) -> SearchSet:
        chance = random.Random(12)
        plain = base(data)
        small_talk = _small_talk(data)
        queries = []
        for query in plain.queries:
            agent, customer = chance.choice(small_talk)
            kind = chance.random()
            if kind < 0.4:
                told = replace(query, text=customer, context=(query.text, agent))
            elif kind < 0.7:
                told = replace(query, context=(chance.choice(small_talk)[1], agent))
            else:
                words = query.text.split()
                half = max(1, len(words) // 2)
                last = " ".join(words[half:]) or query.text
                told = replace(query, text=last, context=(" ".join(words[:half]),))
            queries.append(told)
        return SearchSet(name, f"{plain.family}_conversations", plain.entries, queries)

    return build


def _small_talk(data: Path) -> list[tuple[str, str]]:
    """Pairs of an agent's turn and a customer's short answer to it."""
    found = []
    text = read_text(data / "sgd_train" / "sgd_train_utterances.jsonl.gz")
    for line in text.splitlines()[:1500]:
        turns = json.loads(line)["turns"]
        for one, other in pairwise(turns):
            customer = other["speaker"].upper() in {"USER", "CUSTOMER"}
            if customer and len(other["utterance"].split()) < 8:
                found.append((one["utterance"], other["utterance"]))
    return found


def misheard(text: str, chance: random.Random) -> str:
    """A text as speech recognition might give it: lowercase, some words garbled, hesitations."""
    heard = []
    for word in re.sub(r"[^\w' ]", " ", text.lower()).split():
        if chance.random() < 0.12 and len(word) > 3:
            at, kind = chance.randrange(1, len(word) - 1), chance.random()
            if kind < 0.4:
                word = word[:at] + word[at + 1 :]
            elif kind < 0.65:
                word = f"{word[:at]} {word[at:]}"
            else:
                word = word[:at] + chance.choice("aeioutns") + word[at + 1 :]
        heard.append(word)
        if chance.random() < 0.04:
            heard.append(chance.choice(["uh", "umm"]))
    return " ".join(heard)


def crosswoz_dialogues(data: Path) -> list[dict[str, Any]]:
    """The Chinese travel dialogues."""
    with zipfile.ZipFile(data / "crosswoz_val" / "val.json.zip") as packed:
        read: dict[str, dict[str, Any]] = json.loads(packed.read("val.json"))
    return list(read.values())
