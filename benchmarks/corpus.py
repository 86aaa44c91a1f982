"""A knowledge base of any size for the benchmarks, varied from real texts.

The base is the demo knowledge and, if the public data is next to the checkout, customers' requests
with replies and FAQ snippets. Each further entry takes a base entry and changes names, numbers and
codes, so that words are distributed as in real texts and no two entries are equal. Vectors of base
texts are real; those of varied texts are drawn around them (a cosine of about 0.9), because
embedding a million texts would take longer than the benchmark.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import demo
from retrieval.embedder import Embedder
from retrieval.quantisation import to_codes

PROJECT = Path(__file__).resolve().parent.parent
SEED = 20261122
_NOISE = 0.48  # norm of the noise added to a unit vector: cosine 0.9
_SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za", "del", "fin", "gor")


@dataclass(frozen=True, slots=True)
class Pair:
    """A customer's question and its answer."""

    question: str
    answer: str


@cache
def base(limit: int = 1500) -> tuple[Pair, ...]:
    """Real pairs, shuffled with a seed."""
    pairs = list(_demo_pairs())
    data = data_folder()
    if data is not None:
        pairs += _bitext(data)
        pairs += _snippets(data)
    random.Random(SEED).shuffle(pairs)
    return tuple(pairs[:limit])


def data_folder() -> Path | None:
    """The public data next to the checkout; None if it is not there."""
    folder = Path(os.environ.get("REPLYDESK_DATA") or PROJECT.parent / "shared" / "data")
    return folder if folder.is_dir() else None


def varied(count: int) -> Iterator[tuple[int, Pair]]:
    """`count` pairs, each with the index of the base pair it was made from."""
    pairs = base()
    chance = random.Random(SEED + 1)
    for number in range(count):
        place = number % len(pairs)
        pair = pairs[place]
        if number < len(pairs):
            yield place, pair
        else:
            name = "".join(chance.sample(_SYLLABLES, 3)).capitalize()
            code = f"{name[:2].upper()}-{number}"
            yield (
                place,
                Pair(
                    f"{_vary(pair.question, chance)} {name}", f"{_vary(pair.answer, chance)} {code}"
                ),
            )


def base_vectors(embedder: Embedder) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Unit vectors of the base questions and answers."""
    pairs = base()
    return (
        embedder.encode([pair.question for pair in pairs], role="passage"),
        embedder.encode([pair.answer for pair in pairs], role="passage"),
    )


def drawn(around: NDArray[np.float32], chance: np.random.Generator) -> NDArray[np.float32]:
    """Unit vectors near the given ones."""
    noise = chance.standard_normal(around.shape, np.float32)
    noise *= _NOISE / np.sqrt(around.shape[1])
    moved: NDArray[np.float32] = around + noise
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    return moved


def drawn_codes(around: NDArray[np.float32], chance: np.random.Generator) -> NDArray[np.uint8]:
    """One-byte codes of vectors near the given ones."""
    return to_codes(drawn(around, chance))


def queries(count: int) -> list[str]:
    """Customers' questions of mixed length, none of which is in an entry word for word."""
    chance = random.Random(SEED + 2)
    data = data_folder()
    texts = [_vary(pair.question, chance) for pair in base()]
    if data is not None:
        with (data / "banking77" / "train.csv").open(encoding="utf-8-sig", newline="") as file:
            texts += [row["text"] for row in csv.DictReader(file)]
    chance.shuffle(texts)
    return texts[:count]


def _vary(text: str, chance: random.Random) -> str:
    return re.sub(r"\d", lambda _: str(chance.randint(0, 9)), text)


def _demo_pairs() -> Iterator[Pair]:
    files = demo.paths()
    for file in (files.faq_en, files.faq_zh):
        for row in csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))):
            yield Pair(row["question"].split("\n")[0], row["answer"])


def _bitext(data: Path) -> Iterator[Pair]:
    path = data / "bitext" / "bitext_4514_with_responses.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield Pair(row["instruction"], row["response"])


def _snippets(data: Path) -> Iterator[Pair]:
    with gzip.open(data / "dstc10_faq" / "knowledge.json.gz", "rt", encoding="utf-8") as file:
        domains = json.load(file)
    for entities in domains.values():
        for entity in entities.values():
            for document in entity["docs"].values():
                yield Pair(document["title"], document["body"])
