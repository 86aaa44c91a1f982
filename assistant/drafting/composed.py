"""A draft put together from the verified answer: nothing in it is invented.

Greeting where the customer greeted, a sentence of empathy where the mood asks for one, the answer's
own sentences with their fields filled, a closing. Every sentence is either a phrase of the company
or a source's sentence, so that its evidence is known as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from assistant.drafting.fields import fill, known_fields
from assistant.drafting.mood import mood
from assistant.drafting.phrases import DEFAULTS, Phrases
from assistant.prompt import Passage, Prompt
from retrieval.language import detect_language
from retrieval.sentences import sentence_spans
from retrieval.text import normalise, words

_GREETS: Final = re.compile(
    r"^\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings)\b"
    r"|^\W*(?:你好|您好|早上好|上午好|下午好|晚上好|嗨|哈喽|在吗|亲)"
)
_LEANS: Final = re.compile(
    r"^(?:but|however|otherwise|if|unless|only|then|in that case|this|that|these|those|it|"
    r"they|also|"
    r"except|after that|before that|instead|so|in this case|please note)\b"
    r"|^(?:但|不过|否则|如果|若|除非|仅|只|此|这|那|也|另外|然后|之后|因此|所以)"
)
"""A sentence that begins so belongs to the one before it."""
_OFFERS: Final = re.compile(
    r"\b(?:happy|glad|pleased|here|ready|committed) to (?:help|assist)|\blet (?:us|me) know\b"
    r"|\bhesitate\b|\bfeel free\b|\b(?:assist|help) you\b|\bany (?:further|other|more) questions\b"
    r"|随时联系|随时告诉|很高兴为您|乐意为您|竭诚为您"
)
_RELEVANT: Final = 0.5
_KEPT_SHORT: Final = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a draft: where it stands, and the source's sentence it is (None: a phrase)."""

    start: int
    end: int
    source: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed draft; `parts` are its sentences in order."""

    text: str
    parts: tuple[Part, ...]


@dataclass(slots=True)
class _Writing:
    text: str = ""
    parts: list[Part] = field(default_factory=list)

    def add(self, sentence: str, between: str, source: int | None = None, quote: str = "") -> None:
        if not sentence:
            return
        self.text += between if self.text else ""
        start = len(self.text)
        self.text += sentence
        self.parts.append(Part(start, len(self.text), source, quote))


def compose(
    prompt: Prompt, *, customer: str = "", phrases: Mapping[str, Phrases] | None = None
) -> Composed | None:
    """The draft for a prompt, from its first passage.

    The phrases are in the answer's language; an answer in a language that has none stands alone.

    Args:
        prompt: The conversation, what was found, and the wanted style.
        customer: The customer's name, "" where unknown.
        phrases: The company's own by language; the defaults where it has none.

    Returns:
        None where nothing was found to answer from.
    """
    if not prompt.passages or not prompt.passages[0].text.strip():
        return None
    answer = prompt.passages[0]
    said = [turn.text for turn in prompt.turns if turn.role == "customer"]
    known = known_fields(said, customer)
    spoken = _phrases(answer, phrases)
    joint = "" if spoken is DEFAULTS.get("zh") else " "
    writing = _Writing()
    if spoken:
        for before in _before(spoken, prompt, answer, said, customer):
            writing.add(before, _after(writing.text, joint))
    apart = writing.text and "\n" in answer.text
    lines = _lines(answer.text, "\n\n" if apart else _after(writing.text, joint))
    for between, sentence in _chosen(list(lines), prompt, said):
        writing.add(fill(sentence, known), between, source=0, quote=sentence)
    if spoken and prompt.style != "shorter" and not _closes(answer.text):
        writing.add(_closing(spoken, prompt), "\n\n" if "\n" in writing.text else joint)
    return Composed(writing.text, tuple(writing.parts))


def _phrases(answer: Passage, own: Mapping[str, Phrases] | None) -> Phrases | None:
    language = detect_language(answer.text).tag
    return (own or {}).get(language) or DEFAULTS.get(language)


def _before(
    spoken: Phrases, prompt: Prompt, answer: Passage, said: list[str], customer: str
) -> Iterator[str]:
    """The phrases in front."""
    if prompt.style == "shorter":
        return
    first = not any(turn.role == "agent" for turn in prompt.turns)
    greeted = bool(said and _GREETS.match(normalise(said[0][:200])))
    if first and (greeted or prompt.style in ("warmer", "formal")):
        named, nameless = spoken.greeting, spoken.nameless
        if prompt.style == "formal":
            named, nameless = spoken.formal_greeting, spoken.formal_nameless
        yield named.format(name=customer) if customer else nameless
    felt = mood(said[-1]) if said else "neutral"
    opening = normalise(answer.text[:120])
    sorry = any(word in opening for word in spoken.apologies)
    if felt in spoken.empathy and not (sorry and felt != "thankful"):
        yield spoken.empathy[felt][0]
    elif prompt.style == "warmer" and first:
        yield spoken.warm


def _after(text: str, joint: str) -> str:
    """What follows: a greeting that is no sentence, as in a letter, stands on a line of its own."""
    return "\n\n" if text.endswith((",", "，", ":", "：")) else joint


def _closing(spoken: Phrases, prompt: Prompt) -> str:
    if prompt.style == "warmer":
        return spoken.warm_closing
    return spoken.formal_closing if prompt.style == "formal" else spoken.closing


def _lines(text: str, joint: str) -> Iterator[tuple[str, str]]:
    """The sentences of an answer, each with the white space that stands before it."""
    at = 0
    for start, end in sentence_spans(text):
        between = text[at:start] if at else joint
        yield ("\n" * min(2, between.count("\n")) or between), text[start:end]
        at = end


def _chosen(lines: list[tuple[str, str]], prompt: Prompt, said: list[str]) -> list[tuple[str, str]]:
    """All sentences; for the shorter style those the question is about, with what limits them."""
    if prompt.style != "shorter" or len(lines) <= _KEPT_SHORT + 1 or not said:
        return lines
    asked = set(words(f"{said[-1]} {prompt.passages[0].name}"))
    shares = [len(asked & set(words(sentence))) for _, sentence in lines]
    least = max(shares) * _RELEVANT
    kept = [place == 0 or share >= max(1, least) for place, share in enumerate(shares)]
    for place, (_, sentence) in enumerate(lines):
        if place and kept[place - 1] and _LEANS.match(normalise(sentence)):
            kept[place] = True
    return [line for line, keep in zip(lines, kept, strict=True) if keep]


def _closes(answer: str) -> bool:
    """Whether an answer ends with a question, or offers help itself."""
    last = answer[max((start for start, _ in sentence_spans(answer)), default=0) :]
    return last.rstrip().endswith(("?", "？")) or bool(_OFFERS.search(normalise(last)))
