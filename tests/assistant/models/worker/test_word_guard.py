"""Replies restricted to the words of the prompt and everyday words, without repetitions."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.models.generation import GenerationRequest
from assistant.models.worker.rendering import OwnRenderer, Vocabulary
from assistant.models.worker.runtime import Rows
from assistant.models.worker.word_forms import forms
from assistant.models.worker.word_guard import WordGuard
from assistant.models.worker.writer import Writer, Written
from assistant.prompt import END, MARKERS, Passage, Prompt, PromptTurn
from tests import tiny_models

PROMPT = Prompt(
    (
        Passage(
            'Do you charge for "parking" (all day)?',
            "No, parking at Rajmahal is free. Guests of the café leave the key at the desk. "
            "Write {{Plate Number}} on the slip, open 24h at www.raj.example. Ding ding ding!",
        ),
    ),
    (PromptTurn("customer", "Hi, I am in GreatNorthern. May I park by the gate?"),),
)


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    folder = tiny_models.build(tmp_path_factory.mktemp("closely") / "tiny", own=True)
    card = folder / "replydesk.json"
    card.write_text(json.dumps(json.loads(card.read_text()) | {"closely": True}))
    return Vocabulary(folder)


def may_say(vocabulary: Vocabulary, text: str, *, prompt: Prompt = PROMPT) -> bool:
    """Whether a text is allowed, token by token, including the end token."""
    held = WordGuard(prompt, vocabulary)
    for token in vocabulary.encode_text(text):
        if not held.allows(token):
            return False
        held.accept(token)
    return held.allows(MARKERS.index(END))


@pytest.mark.parametrize(
    "text",
    [
        "No, parking at Rajmahal is free.",
        "We do not charge you. Guests leave their keys, please!",
        "I'm sorry. It's charged; charges, charging. Parked by the café's gates.",
        'Guests: "Leave it at the desk." (The guest\'s key)',
        "- Park\n- Leave the key\n\nThank you!",
        "Write {{Plate Number}} there, in GreatNorthern. {{Plate Number}}, {{Plate Number}}.",
        "Thanks, I don't. We'll help you. You are welcome to ask anything else.",
        "Ding ding ding!",
        "您好 14",
        "12 12, 12. 112 112.",
        "Rajmahal's guests. See www.raj.example, open 24h.",
        "24: the key. 24: the desk. 24: the slip",
        "",
    ],
)
def test_words_of_the_prompt_and_everyday_ones_may_be_said(
    vocabulary: Vocabulary, text: str
) -> None:
    assert may_say(vocabulary, text)


@pytest.mark.parametrize(
    "text",
    [
        "Breakfast is free.",  # another word
        "Parking at Rottmahal is free.",  # a misspelled name
        "Parking at Rajma",
        "Parking parking is free.",
        "We help we help you.",
        "The key the key",
        "papapapa",
        "No.\n\n\nYes",
        "Leave the key at the desk please, and leave the key at the desk please",
        "It is free 12 12 12",
        "It is free at 12them",
        "We help youing",
        "It is $ free",
        "Guests'm here",
        "Parking-gate",
        "Open 24hour",
        "Leave the key keys",
        "The 12: the 12: the 12:",
        "Park at 12.\n12. Park",
        "Guests' key",
        "Parking,them",
        "Write {{Plate Number}}. Then Rottmahal.",
        "Write {{Plate Number}} at Rottmahal",
        "Thank you.Help",
        "It is, , free",
        "It is free .",
        "It is free..",
    ],
)
def test_other_words_and_circles_may_not(vocabulary: Vocabulary, text: str) -> None:
    assert not may_say(vocabulary, text)


def test_what_was_read_may_be_said_as_it_is(vocabulary: Vocabulary) -> None:
    passage = PROMPT.passages[0]
    assert may_say(vocabulary, passage.text)
    assert may_say(vocabulary, f"{passage.name} {passage.text}")
    assert may_say(vocabulary, PROMPT.turns[0].text)


def test_a_name_is_a_word_of_the_prompt(vocabulary: Vocabulary) -> None:
    assert may_say(vocabulary, "Ask at Rajmahal.")
    assert may_say(vocabulary, "Guide and help.")
    assert not may_say(vocabulary, "Ask at Guide.")


@pytest.mark.parametrize(
    ("word", "some"),
    [
        ("charge", {"charges", "charged", "charging"}), ("fees", {"fee"}), ("box", {"boxes"}),
        ("arriving", {"arrive", "arrived", "arrives"}), ("tried", {"try", "tries"}),
        ("wheelchairs", {"wheelchair"}), ("key", {"keys", "key's"}), ("cancelled", {"cancelling"}),
        ("is", set()), ("café", {"café's"}), ("address", {"addresses"}),
    ],
)  # fmt: skip
def test_forms_of_a_word(word: str, some: set[str]) -> None:
    found = set(forms(word))
    assert some <= found
    assert bool(found) == bool(some)


class Stubborn:
    """A runtime that always prefers the same token."""

    backend = device = "none"
    window = 256

    def __init__(self, wanted: int, size: int) -> None:
        self._row = np.linspace(0, 1, size, dtype=np.float32)[None]
        self._row[0, wanted] = 9

    def feed(self, ids: list[int], *, every: bool = False) -> Rows:
        return np.repeat(self._row, len(ids) if every else 1, axis=0)

    def rewind(self, length: int) -> None:
        """Do nothing: there is no state."""


def test_a_model_that_goes_round_is_held(vocabulary: Vocabulary) -> None:
    (wanted,) = vocabulary.encode_text(" days")
    prompt = Prompt((Passage("", "It takes days."),), (PromptTurn("customer", "How long?"),))
    request = GenerationRequest(prompt, max_tokens=60)
    runtime = Stubborn(wanted, len(vocabulary.bytes))
    writer = Writer(runtime, vocabulary, OwnRenderer(vocabulary))
    text = "".join(step.text for step in writer.write(request) if isinstance(step, Written))
    assert "days" in text
    assert "days days" not in text
    free = GenerationRequest(prompt, max_tokens=20, constrain=False)
    text = "".join(step.text for step in writer.write(free) if isinstance(step, Written))
    assert text.split() == ["days"] * 20


def test_only_a_model_that_says_so_is_held(tmp_path: Path) -> None:
    assert not Vocabulary(tiny_models.build(tmp_path / "other", own=True)).guards_words


def test_words_that_a_company_has_in_common_are_everyday_to_its_model(tmp_path: Path) -> None:
    folder = tiny_models.build(tmp_path / "tiny", own=True)
    card = folder / "replydesk.json"
    known = json.loads(card.read_text()) | {"closely": True}
    text = "Promptly navigate there. Navigate by the desk."
    card.write_text(json.dumps(known))
    assert not may_say(Vocabulary(folder), text)
    card.write_text(json.dumps(known | {"words": ["promptly", "navigate", "no word 77", 5]}))
    taught = Vocabulary(folder)
    assert may_say(taught, text)
    assert not may_say(taught, "Promptly Navigate there.")  # capitalized, it would be a name
    assert not may_say(taught, "Promptly pay 77.")
