"""Polite phrases to put around an answer, by style; written for this project."""

from __future__ import annotations

import random
import re

from assistant.prompt import Style

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

OPENINGS = (
    "Thank you for your message.", "Thanks for getting in touch.", "Thank you for asking.",
    "Thanks for your question.", "Hello, and thank you for your message.", "Happy to help.",
)  # fmt: skip
WARM_OPENINGS = (
    "Thank you so much for reaching out, I am happy to help.",
    "Thanks for asking, it is good to hear from you.",
    "I understand, and I will gladly help you with that.",
    "I am sorry for the trouble, and glad that you asked.",
)
FORMAL_OPENINGS = (
    "Thank you for your enquiry.", "Thank you for contacting us.",
    "We thank you for your message.",
)  # fmt: skip
CLOSINGS = (
    "Is there anything else I can help you with?", "Can I help you with anything else?",
    "Is there anything else you would like to know?", "Do you need anything else?",
    "Please let me know if you need anything else.",
)  # fmt: skip
WARM_CLOSINGS = (
    "Please do write again if anything is unclear, I am here for you.",
    "Is there anything else I can do to make this easier for you?",
    "I hope this helps, and I am here if you need anything else.",
)
FORMAL_CLOSINGS = (
    "Please do not hesitate to contact us should you require anything further.",
    "We remain at your disposal for any further questions.",
)
_CONTRACTIONS = {
    "don't": "do not", "doesn't": "does not", "can't": "cannot", "won't": "will not",
    "isn't": "is not", "aren't": "are not", "you'll": "you will", "we'll": "we will",
    "it's": "it is", "you're": "you are", "we're": "we are", "didn't": "did not",
}  # fmt: skip


def around(rng: random.Random, answer: str, style: Style) -> str:
    """Make a reply of this style from an answer, with polite phrases around it.

    The style "shorter" keeps only the first two sentences; "formal" expands contractions.
    """
    if style == "shorter":
        return " ".join(_SENTENCE_END.split(answer)[:2])
    if style == "warmer":
        return " ".join((rng.choice(WARM_OPENINGS), answer, rng.choice(WARM_CLOSINGS)))
    if style == "formal":
        return " ".join((rng.choice(FORMAL_OPENINGS), in_full(answer), rng.choice(FORMAL_CLOSINGS)))
    parts = [answer, rng.choice(CLOSINGS)]
    if rng.random() < 0.3:
        parts.insert(0, rng.choice(OPENINGS))
    return " ".join(parts)


def in_full(text: str) -> str:
    """Expand the contractions of a text."""
    for short, full in _CONTRACTIONS.items():
        text = re.sub(rf"\b{short}\b", full, text)
        text = re.sub(rf"\b{short.capitalize()}\b", full.capitalize(), text)
    return text
