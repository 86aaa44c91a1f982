"""Fit the mood head that ships with the program and write `assistant/understanding/mood/`.

    python -m benchmarks.fit_mood [--check] [--json]

Trained on GoEmotions (English comments, 28 emotions), on comments of a single label after the
emotions are grouped: the moods that a reply may respond to, `pleased`, and `asking`, which is no
mood. Prints the figures on its test part: accuracy of positive, negative or neutral where
annotators chose one (a linear SVM on words gives 0.727), and precision and recall of the moods.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assistant import model_paths
from assistant.drafting.mood import MOODS, mood
from assistant.paths import Home
from assistant.understanding import head_files, moods
from assistant.understanding.head import Head, featured
from assistant.understanding.head_vectors import HeadVectors
from benchmarks.search_sets import DATA
from retrieval.embedder import Embedder
from training.classify.fitting import Labelled, fit_head

_LABELS: Final = {
    "angry": ("anger", "annoyance", "disgust", "disapproval"),
    "worried": ("fear", "nervousness"),
    "sad": ("sadness", "disappointment", "grief", "remorse", "embarrassment"),
    "thankful": ("gratitude", "joy", "love", "relief", "excitement"),
    "pleased": ("admiration", "amusement", "approval", "caring", "desire", "optimism", "pride"),
    "asking": ("confusion", "curiosity", "realization", "surprise"),
    "neutral": ("neutral",),
}
_GROUPS: Final = {
    "angry": "negative", "worried": "negative", "sad": "negative",
    "thankful": "positive", "pleased": "positive", "neutral": "neutral",
}  # fmt: skip
_RIDGE: Final = 1.0
"""Comments are noisy: of 0.1 to 10, this is best on a held-out part."""


def read(data: Path, part: str) -> tuple[list[str], list[str]]:
    """Comments with a single label, and their labels."""
    names = (data / "goemotions/original/labels.txt").read_text("utf-8").split()
    of = {name: label for label, some in _LABELS.items() for name in some}
    texts, labels = [], []
    for line in _lines(data / f"goemotions/original/{part}.tsv"):
        text, numbers, _ = line.rstrip("\n").split("\t")
        found = {of[names[int(number)]] for number in numbers.split(",")}
        if len(found) == 1:
            texts.append(text)
            labels.append(found.pop())
    return texts, labels


def _lines(path: Path) -> list[str]:
    if path.is_file():
        return path.read_text("utf-8").splitlines()
    with gzip.open(f"{path}.gz", "rt", encoding="utf-8") as file:
        return file.read().splitlines()


def grouped(data: Path) -> tuple[list[str], list[str]]:
    """Test comments with exactly one group, out of positive, negative and neutral."""
    names = (data / "goemotions/group/labels.txt").read_text("utf-8").split()
    texts, groups = [], []
    for line in _lines(data / "goemotions/group/test.tsv"):
        text, numbers, _ = line.rstrip("\n").split("\t")
        if "," not in numbers and names[int(numbers)] != "ambiguous":
            texts.append(text)
            groups.append(names[int(numbers)])
    return texts, groups


def group_of(head: Head, likely: NDArray[np.float32]) -> list[str]:
    """The most likely group of each text."""
    order = ("negative", "neutral", "positive")
    sums = np.stack(
        [
            likely[:, [at for at, label in enumerate(head.labels) if _GROUPS.get(label) == group]]
            .sum(axis=1)
            for group in order
        ],
        axis=1,
    )  # fmt: skip
    return [order[at] for at in sums.argmax(axis=1)]


def measured(head: Head, source: HeadVectors, data: Path) -> dict[str, Any]:
    """Figures on the test part."""
    texts, groups = grouped(data)
    likely = head.probabilities(featured(source.vectors(texts), texts, head.grams))
    right = np.mean([a == b for a, b in zip(group_of(head, likely), groups, strict=True)])
    return {
        "group_accuracy": round(float(right), 4),
        "n": len(texts),
        "moods": _moods(head, source, data),
    }


def _moods(head: Head, source: HeadVectors, data: Path) -> dict[str, dict[str, float]]:
    """Precision and recall of each mood: by head and words, and by words alone."""
    texts, labels = read(data, "test")
    likely = head.probabilities(featured(source.vectors(texts), texts, head.grams))
    ways = {
        "head": [
            moods.named(dict(zip(head.labels, row.tolist(), strict=True)), mood(text))
            for row, text in zip(likely, texts, strict=True)
        ],
        "words": [mood(text) for text in texts],
    }
    found = {}
    for way, said in ways.items():
        for name in MOODS:
            if name == "neutral":
                continue
            both = sum(a == b == name for a, b in zip(said, labels, strict=True))
            found[f"{way} {name}"] = {
                "precision": round(both / max(1, said.count(name)), 3),
                "recall": round(both / max(1, labels.count(name)), 3),
            }
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--check", action="store_true", help="show only, write nothing")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    source = HeadVectors(Embedder(model_paths.embedding_model(Home.default())))
    texts, labels = read(given.data, "train")
    started = time.perf_counter()
    known = Labelled(texts, labels, source.vectors(texts))
    head = fit_head(known, source.embedding, ridge=_RIDGE, refused=0)
    figures = measured(head, source, given.data)
    figures |= {"train": len(texts), "seconds": round(time.perf_counter() - started, 1)}
    if not given.check:
        moods.BUILT_IN.mkdir(exist_ok=True)
        head_files.write(moods.BUILT_IN, "mood", head,
                      measures={"group_accuracy": figures["group_accuracy"]})  # fmt: skip
    print(json.dumps(figures) if given.json else _table(figures))
    return 0


def _table(figures: dict[str, Any]) -> str:
    lines = [f"{name:>16}  {figures[name]}" for name in ("train", "n", "group_accuracy", "seconds")]
    lines += [
        f"{name:>16}  precision {one['precision']:.3f}  recall {one['recall']:.3f}"
        for name, one in figures["moods"].items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
