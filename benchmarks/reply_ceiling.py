"""What bounds the likeness of drafts to what agents replied: how much such replies differ.

    python -m benchmarks.reply_ceiling [--limit N] [--model FOLDER] [--json]

Requests of the intents that `reply_training` learns from, none of which are in an evaluation set;
those that are asked here are left out of the replies to choose from. For each, ROUGE-L between what
an agent replied and: the reply to the nearest request of its intent, which is the passage a draft
is written from; the typical reply of its intent and of the nearest requests; and, chosen with the
agent's reply in sight, the best sentences of the passage and the best reply of the intent. With
`--model`, also the draft that the model writes from the passage.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant import model_paths
from assistant.evaluation.text_metrics import text_metrics
from assistant.paths import Home
from benchmarks import learnt_replies, reply_quality
from benchmarks.typical_replies import TypicalReplies
from retrieval.embedder import Embedder, Vectors
from retrieval.sentences import sentences
from retrieval.text import normalise
from training.starter.corpora import Request

_ASKED: Final = 140
_SEED: Final = 7
_WORD: Final = re.compile("[a-z0-9]+")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, default=_ASKED, metavar="N", help="requests to ask")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="also its drafts")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    home = Home.default()
    embedder = Embedder(model_paths.embedding_model(home))
    requests = learnt_replies.stored(embedder)
    random.Random(_SEED).shuffle(requests)
    asked, known = requests[: given.limit], requests[given.limit :]
    chosen = {name: list(some) for name, some in _chosen(asked, known, embedder).items()}
    if given.model is not None:
        with reply_quality.measured_writer(home, given.model) as write:
            if write is not None:
                nearest = _nearest(asked, known, embedder)
                prompts = [
                    learnt_replies.prompt_of(source, one.text)
                    for source, one in zip(nearest, asked, strict=True)
                ]
                chosen["the draft of the model"] = [write(prompt) for prompt in prompts]
    told = measured(asked, chosen)
    print(json.dumps(told) if given.json else table(told))
    return 0


def measured(asked: Sequence[Request], chosen: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Mean ROUGE-L with the agents' replies, and mean words of a reply, for each way to choose."""
    replies = [one.reply for one in asked]
    rows = {
        name: {"rouge_l": text_metrics(some, replies, None)["rouge_l"], "words": _words(some)}
        for name, some in chosen.items()
    }
    return {"n": len(asked), "words": _words(replies), "rows": rows}


def table(told: Mapping[str, Any]) -> str:
    """What was measured, in Markdown, the least like first."""
    ordered = sorted(told["rows"].items(), key=lambda row: float(row[1]["rouge_l"]))
    lines = [f"| {told['n']} requests | ROUGE-L | words |", "|" + " --- |" * 3]
    lines += [f"| {name} | {one['rouge_l']:.3f} | {one['words']:.0f} |" for name, one in ordered]
    return "\n".join([*lines, f"| what the agents replied |  | {told['words']:.0f} |"])


def _chosen(
    asked: Sequence[Request], known: Sequence[Request], embedder: Embedder
) -> dict[str, Iterator[str]]:
    """The reply to each request by each way to choose one, under the name of its row."""
    of_intent: dict[str, list[str]] = {}
    for one in known:
        of_intent.setdefault(one.intent, []).append(one.reply)
    vectors = embedder.encode([one.text for one in known], role="passage")
    typical = TypicalReplies(vectors, [one.reply for one in known])
    middles = {intent: _middle(some) for intent, some in of_intent.items()}
    chance = random.Random(_SEED)
    nearest = _nearest(asked, known, embedder)
    return {
        "another reply of the intent, by chance": (
            chance.choice(of_intent[one.intent]) for one in asked
        ),
        "the reply to the nearest request: the passage": (one.reply for one in nearest),
        "the passage's sentences that fit best (in sight)": (
            best_sentences(source.reply, one.reply)
            for source, one in zip(nearest, asked, strict=True)
        ),
        "the typical reply of the intent": (middles[one.intent] for one in asked),
        "the typical reply of the nearest requests": (
            known[typical.of(embedder.query(one.text))].reply for one in asked
        ),
        "the reply of the intent that fits best (in sight)": (
            max(of_intent[one.intent], key=lambda reply: likeness(reply, one.reply))
            for one in asked
        ),
    }


def _nearest(
    asked: Sequence[Request], known: Sequence[Request], embedder: Embedder
) -> list[Request]:
    """The request of the same intent with the most similar question, for each."""
    vectors = embedder.encode([one.text for one in known], role="passage")
    intents = np.array([one.intent for one in known])
    found = []
    for one in asked:
        near = vectors @ embedder.query(one.text)
        near[intents != one.intent] = -1
        found.append(known[int(near.argmax())])
    return found


def _middle(replies: Sequence[str]) -> str:
    """The reply that has most in common with all others, whatever was asked."""
    alike: Vectors = np.ones((len(replies), 1), np.float32)
    everyone = TypicalReplies(alike, replies, like=len(replies))
    return replies[everyone.of(np.ones(1, np.float32))]


def best_sentences(passage: str, reply: str) -> str:
    """The sentences of a passage, in its order, that are most like a reply: one more is taken as
    long as that makes them more like it.
    """
    parts = list(sentences(passage))
    taken: list[int] = []
    best = 0.0
    while len(taken) < len(parts):
        tries = [sorted([*taken, at]) for at in range(len(parts)) if at not in taken]
        one = max(tries, key=lambda places: likeness(" ".join(parts[at] for at in places), reply))
        worth = likeness(" ".join(parts[at] for at in one), reply)
        if worth <= best:
            break
        taken, best = one, worth
    return " ".join(parts[at] for at in taken) or passage


def likeness(one: str, other: str) -> float:
    """ROUGE-L of two texts (F-measure), fast enough to try thousands.

    The longest common subsequence is found with one big number for each row of the table (Hyyrö
    2004).
    """
    left, right = _tokens(one), _tokens(other)
    places: dict[str, int] = {}
    for at, word in enumerate(left):
        places[word] = places.get(word, 0) | 1 << at
    row = every = (1 << len(left)) - 1
    for word in right:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & every
    common = len(left) - row.bit_count()
    return 2 * common / max(1, len(left) + len(right))


def _tokens(text: str) -> list[str]:
    return _WORD.findall(normalise(text))


def _words(texts: Sequence[str]) -> float:
    return float(np.mean([len(_tokens(text)) for text in texts])) if texts else 0.0


if __name__ == "__main__":
    sys.exit(main())
