"""Composes a draft from the verified answer, without inventing anything.

A greeting if the customer greeted, a sentence of empathy if the mood asks for one, the answer's own
sentences with their fields filled, a closing. Every sentence is either a phrase of the company or a
sentence of a source, so its evidence is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.drafting.fields import fill, known_fields, spoken_name
from assistant.drafting.mood import Mood, mood
from assistant.drafting.opening import GREETS
from assistant.drafting.phrases import Phrases, phrases_of, said
from assistant.prompt import Passage, Prompt
from retrieval.language import detect_language
from retrieval.sentences import sentence_spans
from retrieval.text import normalise, words

_LEANS: Final = re.compile(
    r"^(?:but|however|otherwise|if|unless|only|then|in that case|this|that|these|those|it|"
    r"they|also|"
    r"except|after that|before that|instead|so|in this case|please note)\b"
    r"|^(?:但|不过|否则|如果|若|除非|仅|只|此|这|那|也|另外|然后|之后|因此|所以)"
)
"""The beginning of a sentence that depends on the sentence before it."""
_OFFERS: Final = re.compile(
    r"\b(?:happy|glad|pleased|here|ready|committed) to (?:help|assist)|\blet (?:us|me) know\b"
    r"|\bhesitate\b|\bfeel free\b|\b(?:assist|help) you\b|\bany (?:further|other|more) questions\b"
    r"|随时联系|随时告诉|很高兴为您|乐意为您|竭诚为您"
)
_RELEVANT: Final = 0.5
_KEPT_SHORT: Final = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a draft: its span, and the source's sentence it is from (None: a phrase)."""

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
    prompt: Prompt,
    *,
    customer: str = "",
    agent: str = "",
    phrases: Mapping[str, Phrases] | None = None,
    seed: int = 0,
    feels: Callable[[str], Mood] = mood,
) -> Composed | None:
    """Compose the draft for a prompt, from its first passage.

    The phrases are in the answer's language; an answer in a language without phrases stands alone.

    Args:
        prompt: The conversation, the passages, and the wanted style.
        customer, agent: Their names, "" if unknown.
        phrases: The company's, by language; the defaults if None.
        seed: Selects among phrases of equal meaning.
        feels: Returns the mood of a message.

    Returns:
        None if there is no passage to answer from.
    """
    if not prompt.passages or not prompt.passages[0].text.strip():
        return None
    answer = prompt.passages[0]
    asked = [turn.text for turn in prompt.turns if turn.role == "customer"]
    known = known_fields(asked, customer)
    if name := spoken_name(agent):
        known["agent name"] = name
    language = detect_language(answer.text).tag
    around = (phrases_of({}) if phrases is None else phrases).get(language)
    spoken = _Around(around, prompt, known, seed, feels) if around else None
    joint = "" if language == "zh" else " "
    writing = _Writing()
    if spoken:
        for before in spoken.before(answer, asked):
            writing.add(before, _after(writing.text, joint))
    apart = writing.text and "\n" in answer.text
    lines = _lines(answer.text, "\n\n" if apart else _after(writing.text, joint))
    for between, sentence in _chosen(list(lines), prompt, asked):
        writing.add(fill(sentence, known), between, source=0, quote=sentence)
    if spoken and prompt.style != "shorter":
        if not _closes(answer.text):
            writing.add(spoken.closing(), "\n\n" if "\n" in writing.text else joint)
        writing.add(spoken.sign_off(), "\n\n")
    return Composed(writing.text, tuple(writing.parts))


def greeting(
    prompt: Prompt, lang: str, *, customer: str = "", agent: str = "",
    phrases: Mapping[str, Phrases] | None = None, seed: int = 0,
) -> str:  # fmt: skip
    """The beginning of a composed draft, with the separator after it; "" for none.

    Args:
        lang: The language of the reply.
        customer, agent, phrases, seed: As for `compose`.
    """
    asked = [turn.text for turn in prompt.turns if turn.role == "customer"]
    known = known_fields(asked, customer)
    if name := spoken_name(agent):
        known["agent name"] = name
    around = (phrases_of({}) if phrases is None else phrases).get(lang)
    if around is None:
        return ""
    said_first = _Around(around, prompt, known, seed, mood).greeting(asked)
    return said_first and said_first + _after(said_first, "" if lang == "zh" else " ")


@dataclass(frozen=True, slots=True)
class _Around:
    """The phrases of one draft."""

    phrases: Phrases
    prompt: Prompt
    known: Mapping[str, str]
    seed: int
    feels: Callable[[str], Mood]

    def before(self, answer: Passage, asked: list[str]) -> Iterator[str]:
        """Greeting and empathy, as the conversation and the style require."""
        style, phrases = self.prompt.style, self.phrases
        if style == "shorter":
            return
        yield self.greeting(asked)
        felt = self.feels(asked[-1]) if asked else "neutral"
        opening = normalise(answer.text[:120])
        sorry = any(word in opening for word in phrases.apologies)
        # an alternative draft begins with thanks if it has no closing phrase to vary
        otherwise = self.seed % 2 == 1 and _closes(answer.text)
        if felt in phrases.empathy and not (sorry and felt != "thankful"):
            yield self._one(phrases.empathy[felt])
        elif self._is_first and (style == "warmer" or otherwise):
            yield self._one(phrases.warm)

    def greeting(self, asked: list[str]) -> str:
        """The greeting of the first reply, if the customer greeted or the style asks for it."""
        style = self.prompt.style
        greeted = bool(asked and GREETS.match(normalise(asked[0][:200])))
        if style == "shorter" or not self._is_first:
            return ""
        if not greeted and style not in ("warmer", "formal"):
            return ""
        formal = style == "formal"
        return self._one(self.phrases.formal_greeting if formal else self.phrases.greeting)

    @property
    def _is_first(self) -> bool:
        return not any(turn.role == "agent" for turn in self.prompt.turns)

    def closing(self) -> str:
        """The last sentence of the reply."""
        phrases = self.phrases
        if self.prompt.style == "warmer":
            return self._one(phrases.warm_closing)
        return self._one(
            phrases.formal_closing if self.prompt.style == "formal" else phrases.closing
        )

    def sign_off(self) -> str:
        """The sign-off below it."""
        return self._one(self.phrases.sign_off)

    def _one(self, options: Sequence[str]) -> str:
        return said(options, self.known, self.seed)


def _after(text: str, joint: str) -> str:
    """The separator after `text`: a new paragraph after a salutation, as in a letter."""
    return "\n\n" if text.endswith((",", "，", ":", "：")) else joint


def _lines(text: str, joint: str) -> Iterator[tuple[str, str]]:
    """The sentences of an answer, each with the whitespace before it."""
    at = 0
    for start, end in sentence_spans(text):
        between = text[at:start] if at else joint
        yield ("\n" * min(2, between.count("\n")) or between), text[start:end]
        at = end


def _chosen(lines: list[tuple[str, str]], prompt: Prompt, said: list[str]) -> list[tuple[str, str]]:
    """All sentences; in the shorter style those the question is about, with sentences that depend
    on them.
    """
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
