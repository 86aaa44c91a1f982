"""Finds names and addresses that no pattern reveals, with a small network on the embedding model.

For English, and any name in Latin script in an English sentence. About as fast as embedding the
same texts; needs no torch.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np

from assistant.redaction.tagger.head import FORMAT, TAGS, WEIGHTS, Head
from assistant.redaction.tagger.tagged import Tagged
from assistant.redaction.tagger.words import Word, affixes, is_spaced, parts, shapes, split
from retrieval.embedder_errors import ModelDamagedError
from retrieval.embedder_states import WordStates

_EAGER: Final = np.array(
    [{"O": -1.0, "B-address": 1.0, "I-address": 1.0}.get(tag, 0.0) for tag in TAGS], np.float32
)
"""Added to the tags' scores: a false positive costs some words, a miss reveals personal data.
Doubled for addresses, which are long and resemble little else."""
_AT_ONCE: Final = 64
_POST_CODE: Final = re.compile(r"[ ,]{1,2}((?!(?:19|20)\d\d\b)\d{3,6}(?:[ -]\d{2,4})?)(?![\w%€$])")
"""A number after a place that is not a year."""
_KINDS: Final = {"person": "Name", "address": "Address"}


class Tagger:
    """Finds people and addresses; thread-safe.

    Args:
        folder: The built-in embedding model, prepared.
        weights: The head's file.

    Raises:
        ModelDamagedError: The model is not prepared, or is not the one the head was fitted on.
    """

    def __init__(self, folder: Path, weights: Path = WEIGHTS) -> None:
        self._head = load(weights)
        self._states = WordStates(folder, self._head.layers)
        if self._states.manifest.source_digest != self._head.digest:
            raise ModelDamagedError(
                code="model.damaged",
                expected="the built-in embedding model, whose states the tagger of names reads",
                found=f"the model {self._states.manifest.name}",
                remedy="prepare the built-in model",
            )

    def find(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Names and addresses in each text, in order."""
        words = [split(text) for text in texts]
        found: list[list[Tagged]] = [[] for _ in texts]
        ranges = [
            (place, start, end)
            for place, text in enumerate(texts)
            for start, end in parts(words[place], text)
            if any(word.text.isalpha() and is_spaced(word.text) for word in words[place][start:end])
        ]
        for at in range(0, len(ranges), _AT_ONCE):
            some = ranges[at : at + _AT_ONCE]
            rows = self._states.read(
                [[word.text for word in words[place][start:end]] for place, start, end in some]
            )
            cuts = [words[place][start:end] for place, start, end in some]
            scores = []
            for (place, _, _), cut, (states, pieces) in zip(some, cuts, rows, strict=True):
                seen = shapes(cut, texts[place], pieces)
                scores.append(self._head.scores(states, seen, affixes(cut)) + _EAGER)
            for (place, _, _), cut, tags in zip(some, cuts, self._head.best(scores), strict=True):
                found[place] += _spans(cut, tags, texts[place])
        return found


def _spans(words: Sequence[Word], tags: Sequence[int], text: str) -> list[Tagged]:
    spans: list[Tagged] = []
    inside = False
    for word, number in zip(words, tags, strict=True):
        prefix, _, kind = TAGS[number].partition("-")
        if word.text.isalpha() and not is_spaced(word.text):
            inside = False  # the tagger was not trained on Chinese, Japanese and Korean
        elif prefix == "I" and inside:
            spans[-1] = spans[-1]._replace(end=word.end)
        elif prefix in ("B", "I"):
            spans.append(Tagged(word.start, word.end, _KINDS[kind]))
            inside = True
        else:
            inside = False
            if prefix == "place" and (code := _POST_CODE.match(text, word.end)):
                spans.append(Tagged(code.start(1), code.end(1), "Postcode"))
    return spans


def load(path: Path) -> Head:
    """Load the head from its file.

    Raises:
        ModelDamagedError: It is damaged, or of another format.
    """
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as file:
            version = int(file["format"])
            values = {name: file[name] for name in Head.__dataclass_fields__ if name in file.files}
        if version != FORMAT:
            raise ValueError(f"format {version}")
        arrays = {
            name: value.astype(np.float32)
            for name, value in values.items()
            if name not in ("digest", "layers")
        }
        layers = tuple(int(layer) for layer in values["layers"])
        return Head(digest=str(values["digest"]), layers=layers, **arrays)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelDamagedError(
            code="model.damaged",
            expected=f"the weights of the tagger of names, format {FORMAT}",
            found="a file that cannot be read as such",
            remedy="install Replydesk again",
        ) from error


def save(head: Head, path: Path) -> None:
    """Write a head; weights in half precision, which does not change any tag that matters."""
    arrays = {
        name: getattr(head, name).astype(np.float16)
        for name in Head.__dataclass_fields__
        if name not in ("digest", "layers")
    }
    np.savez_compressed(
        path, format=FORMAT, digest=head.digest, layers=np.array(head.layers), **arrays
    )
