"""The company's own phrases around an answer: greeting, empathy, closing, sign-off.

These are the defaults; a company can replace them (`company_phrases`). They promise nothing, admit
nothing and name nobody, so that they fit any answer; an agent deletes them with one key. Each has
several equivalent wordings: when a draft is written again, it uses the next one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.contracts.administration import CompanyPhrases, PhrasesLanguage
from assistant.drafting.fields import FIELD, fill
from assistant.drafting.mood import Mood

_UNFILLED: Final = re.compile(r"[\s,，、]*" + FIELD.pattern)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language; each is a list of equivalent wordings.

    Attributes:
        greeting, formal_greeting: With and without `{{Customer Name}}`.
        empathy: By mood.
        warm: For the warmer style, if the mood needs no empathy.
        closing, warm_closing, formal_closing: The last sentence of a reply.
        sign_off: Below the reply, as in a letter.
        apologies: Words by which an answer that already apologises is recognised.
    """

    greeting: Sequence[str]
    formal_greeting: Sequence[str]
    empathy: Mapping[Mood, Sequence[str]]
    warm: Sequence[str]
    closing: Sequence[str]
    warm_closing: Sequence[str]
    formal_closing: Sequence[str]
    apologies: Sequence[str]
    sign_off: Sequence[str] = ()


ENGLISH: Final = Phrases(
    greeting=("Hello {{Customer Name}},", "Hi {{Customer Name}},", "Hello,", "Hi there,"),
    formal_greeting=("Dear {{Customer Name}},", "Good day,"),
    empathy={
        "angry": (
            "I understand your frustration, and I am sorry about this.",
            "I am sorry about this, and I understand that it is frustrating.",
        ),
        "worried": (
            "I understand that this is worrying.",
            "I understand your concern.",
        ),
        "sad": ("I am sorry to hear that.", "I am very sorry about this."),
        "thankful": ("Thank you for your kind words.", "Thank you, we are glad to hear that."),
    },
    warm=("Thank you for your message.", "Thank you for getting in touch."),
    closing=(
        "Is there anything else I can help you with?",
        "Please let me know if you have any other questions.",
        "Can I help you with anything else?",
    ),
    warm_closing=(
        "I am happy to help if there is anything else you need.",
        "Please write again whenever you need anything.",
    ),
    formal_closing=(
        "Please let us know if you have any further questions.",
        "Please do not hesitate to contact us if you have any further questions.",
    ),
    apologies=("sorry", "apolog"),
)

CHINESE: Final = Phrases(
    greeting=("{{Customer Name}}，您好！", "您好，{{Customer Name}}！", "您好！", "您好，"),
    formal_greeting=("尊敬的{{Customer Name}}：", "您好！"),
    empathy={
        "angry": (
            "非常理解您的心情，给您带来不便，我们很抱歉。",
            "很抱歉给您带来不便，我们非常理解您的心情。",
        ),
        "worried": ("非常理解您的担心。", "我们理解您的担忧。"),
        "sad": ("很抱歉给您带来了不便。", "对此我们深表歉意。"),
        "thankful": ("感谢您的认可。", "谢谢您的肯定。"),
    },
    warm=("感谢您的来信。", "感谢您联系我们。"),
    closing=(
        "请问还有其他可以帮您的吗？",
        "如有其他问题，请随时告诉我们。",
        "还有什么可以帮到您的吗？",
    ),
    warm_closing=("如果还有其他需要，欢迎随时告诉我们。", "有任何需要，欢迎随时联系我们。"),
    formal_closing=("如有其他问题，请随时联系我们。", "如有任何疑问，敬请随时与我们联系。"),
    apologies=("抱歉", "对不起", "不好意思", "歉意"),
)

DEFAULTS: Final[Mapping[PhrasesLanguage, Phrases]] = {"en": ENGLISH, "zh": CHINESE}
"""By language; an answer in any other language gets no phrases."""


def phrases_of(own: Mapping[PhrasesLanguage, CompanyPhrases]) -> dict[str, Phrases]:
    """Phrases by language: the company's own, with the defaults for those it has not set.

    A greeting or closing of the company's is used for every style.
    """
    return {
        language: _with(default, own[language]) if language in own else default
        for language, default in DEFAULTS.items()
    }


def defaults() -> dict[PhrasesLanguage, CompanyPhrases]:
    """The defaults in the form in which a company sets its own."""
    return {
        language: CompanyPhrases(
            greeting=list(ours.greeting),
            empathy_angry=list(ours.empathy["angry"]),
            empathy_worried=list(ours.empathy["worried"]),
            empathy_sad=list(ours.empathy["sad"]),
            empathy_thankful=list(ours.empathy["thankful"]),
            closing=list(ours.closing),
        )
        for language, ours in DEFAULTS.items()
    }


def said(options: Sequence[str], known: Mapping[str, str], turn: int) -> str:
    """One of the phrases with its fields filled; "" if there is none.

    Args:
        options: Wordings with a known name are preferred over those without a name; if all wordings
            have an unknown name, the field is removed with the punctuation before it.
        known: Lowercase field name → value.
        turn: Index of the wording, modulo their number.
    """
    usable = [one for one in options if _fields(one) <= known.keys()]
    pool = [one for one in usable if _fields(one)] or usable
    pool = pool or [bare for one in options if (bare := _without_fields(one, known))]
    return fill(pool[turn % len(pool)], known) if pool else ""


def _fields(phrase: str) -> set[str]:
    return {found.strip().lower() for found in FIELD.findall(phrase)}


def _without_fields(phrase: str, known: Mapping[str, str]) -> str:
    bare = _UNFILLED.sub(
        lambda found: found[0] if found[1].strip().lower() in known else "", phrase
    )
    return bare.strip(" ,，、:：\n") and bare.lstrip(" ,，、:：\n").rstrip()


def _with(default: Phrases, own: CompanyPhrases) -> Phrases:
    moods: dict[Mood, Sequence[str]] = {
        "angry": own.empathy_angry, "worried": own.empathy_worried, "sad": own.empathy_sad,
        "thankful": own.empathy_thankful,
    }  # fmt: skip
    phrases = replace(
        default,
        empathy={mood: moods.get(mood) or some for mood, some in default.empathy.items()},
        sign_off=own.sign_off,
    )
    if own.greeting:
        phrases = replace(phrases, greeting=own.greeting, formal_greeting=own.greeting)
    if own.closing:
        closing = own.closing
        phrases = replace(phrases, closing=closing, warm_closing=closing, formal_closing=closing)
    return phrases
