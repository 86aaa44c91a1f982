"""Applies the heads in use to a message: its intent, and its writer's mood."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.drafting.mood import Mood
from assistant.paths import Home
from assistant.understanding import head_files, moods
from assistant.understanding.head import Head, Prediction
from assistant.understanding.head_files import Heads, Slot
from assistant.understanding.head_vectors import HeadVectors
from retrieval.embedder import Embedder
from retrieval.errors import CodedError
from retrieval.language import detect_language

_log = logging.getLogger(__name__)
_READ: Final = 4_000
"""Maximum characters of a message that are read."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a message is about.

    Attributes:
        intent: A label of the company's own; "" if none fits, or if none were learnt.
        confidence: Probability of the intent, or that none fits: 0 to 1.
        mood: The writer's mood, if there is little doubt about it.
    """

    intent: str = ""
    confidence: float = 0.0
    mood: Mood = "neutral"


@dataclass(frozen=True, slots=True)
class _Ready:
    head: Head
    source: HeadVectors

    def predict(self, text: str) -> Prediction:
        return self.head.predict(self.source.one(text), [text])[0]


class Understanding:
    """The heads in use of one home; thread-safe.

    Args:
        home: The home with the heads.
        embedder: Returns the embedding model that the search currently uses.
    """

    def __init__(self, home: Home, embedder: Callable[[], Embedder]) -> None:
        self._heads = Heads(home)
        self._embedder = embedder
        self._lock = threading.Lock()
        self._known: dict[Slot, tuple[str, _Ready | None]] = {}

    def refresh(self) -> None:
        """Forget the loaded heads, so that a new choice takes effect."""
        with self._lock:
            self._known.clear()

    def understand(self, text: str, lang: str) -> Meaning:
        """Intent and mood of a message; a head that cannot be used is skipped with a warning in the
        log.

        Args:
            text: A customer's message.
            lang: Its language, a primary subtag.
        """
        text = text[:_READ]
        intents = self._ready("intents")
        about = (
            intents.predict(text)
            if intents is not None and text.strip()
            else Prediction("", 0.0, "")
        )
        return Meaning(about.label, round(about.confidence, 4), self.mood(text, lang))

    def mood(self, text: str, lang: str) -> Mood:
        """The writer's mood: by the fitted head in English, by words alone in other languages."""
        feels = self._ready("mood") if lang == "en" and text.strip() else None
        if feels is None:
            return moods.by_words(text)
        features = feels.source.one(text)
        return moods.judged(feels.head, features, text)

    def feels(self, text: str) -> Mood:
        """The mood of a message in any language."""
        return self.mood(text[:_READ], detect_language(text[:_READ]).tag)

    def _ready(self, slot: Slot) -> _Ready | None:
        base = self._embedder()
        with self._lock:
            embedding, ready = self._known.get(slot, ("", None))
            if embedding != base.model_id:
                ready = self._open(slot, base)
                self._known[slot] = (base.model_id, ready)
            return ready

    def _open(self, slot: Slot, base: Embedder) -> _Ready | None:
        id_ = self._heads.active(slot)
        try:
            if id_:
                own = self._heads.embedding(slot, id_)
                return _fitting(self._heads.open(slot, id_), base, own)
            return (
                _fitting(head_files.read(moods.BUILT_IN, "mood"), base) if slot == "mood" else None
            )
        except CodedError as error:
            _log.warning("the head for %s cannot be used: %s", slot, error.code)
            return None


def _fitting(head: Head, base: Embedder, own: Path | None = None) -> _Ready | None:
    """A head with the models that read for it; None if it was fitted on another embedding model."""
    source = HeadVectors(base, Embedder(own, threads=1) if own is not None else None)
    if source.embedding != head.embedding:
        _log.warning("a head was trained on another embedding model, and is not used")
        return None
    return _Ready(head, source)
