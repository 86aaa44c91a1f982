"""An endless stream of training examples of several kinds, drawn from the corpora.

The same seed and number always give the same example, so that an interrupted run can be resumed
exactly.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from dataclasses import fields

from assistant.prompt import Passage, Prompt, PromptTurn, Role, Style
from training.starter import phrases
from training.starter.augmentation import augmented, code, name
from training.starter.corpora import Corpora, Dialogue, Request, Snippet
from training.starter.example import Example
from training.starter.recipe import Shares

_WORD = re.compile(r"[a-z]{3,}")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LEAST_SHARED = 0.4
"""Minimum share of the words in a reply's first sentence that the passage must contain: replies
that say something else would teach the model to invent."""
_DENIES = re.compile(
    r"\b(no|not|never|none|cannot|without|neither|unfortunately)\b|n't\b", re.IGNORECASE
)
_PLAIN_WORDS = 4000
"""Number of most common words that are used as replacements of others."""


class Mixture:
    """Draws examples by number: 0, 1, 2, …"""

    def __init__(self, corpora: Corpora, shares: Shares, seed: int) -> None:
        self._seed = seed
        self._corpora = corpora
        self._by_entity: dict[str, list[Snippet]] = defaultdict(list)
        for snippet in corpora.snippets:
            self._by_entity[snippet.entity].append(snippet)
        self._answered = [
            (snippet, reply)
            for snippet in corpora.snippets
            for reply in snippet.replies
            if _faithful(snippet.answer, reply)
        ]
        self._by_intent: dict[str, list[Request]] = defaultdict(list)
        for request in corpora.requests:
            self._by_intent[request.intent].append(request)
        self._words = _plain_words(corpora)
        self._kinds = [share.name for share in fields(Shares)]
        self._weights = [getattr(shares, kind) for kind in self._kinds]
        self._draw = {
            "faq_human": self._faq_human,
            "faq_verbatim": self._faq_verbatim,
            "bitext": self._bitext,
            "dialogue_copy": self._dialogue_copy,
            "dialogue": self._dialogue,
            "demo": self._demo,
            "repetition": self._repetition,
        }

    def example(self, number: int) -> Example:
        rng = random.Random(f"{self._seed}/{number}")
        kind = rng.choices(self._kinds, self._weights)[0]
        return augmented(rng, self._draw[kind](rng), self._words)

    def _faq_human(self, rng: random.Random) -> Example:
        """An FAQ question with a reply that a person wrote from the passage."""
        snippet, reply = rng.choice(self._answered)
        return self._answering(rng, snippet, reply, self._others(rng, snippet))

    def _faq_verbatim(self, rng: random.Random) -> Example:
        """An FAQ question with the passage itself as reply, between polite phrases."""
        snippet = rng.choice(self._corpora.snippets)
        return self._said(rng, snippet, self._others(rng, snippet))

    def _demo(self, rng: random.Random) -> Example:
        snippet = rng.choice(self._corpora.demo)
        others = [
            other
            for other in rng.sample(self._corpora.demo, rng.choice((0, 1, 2)))
            if other.entity != snippet.entity
        ]
        return self._said(rng, snippet, others)

    def _said(self, rng: random.Random, snippet: Snippet, others: list[Snippet]) -> Example:
        style: Style = rng.choice(("", "", "", "shorter", "warmer", "formal"))
        reply = phrases.around(rng, snippet.answer, style)
        return self._answering(rng, snippet, reply, others, style)

    def _bitext(self, rng: random.Random) -> Example:
        """A request, with the reply to another request of the same intent as passage."""
        request = rng.choice(self._corpora.requests)
        kin = rng.choice(self._by_intent[request.intent])
        asked = request.text
        if rng.random() < 0.3:  # the passage is the wanted reply itself, to be copied
            kin, asked = request, rng.choice(self._by_intent[request.intent]).text
        passage = Passage(kin.text, kin.reply)
        prompt = Prompt((passage,), (PromptTurn("customer", asked),))
        return Example(prompt, request.reply)

    def _dialogue_copy(self, rng: random.Random) -> Example:
        """An agent's turn of a dialogue that also is in a passage, among unrelated sentences."""
        while True:
            turns = rng.choice(self._corpora.dialogues).turns
            at = rng.randrange(1, len(turns))
            if turns[at][0] == "agent" and len(turns[at][1].split()) >= 6:
                break
        said = turns[at][1]
        noise = [self._agent_sentence(rng) for _ in range(rng.choice((0, 1, 2)))]
        sentences = [said, *noise]
        rng.shuffle(sentences)
        passages = [Passage(turns[at - 1][1] if rng.random() < 0.5 else "", " ".join(sentences))]
        if rng.random() < 0.4:
            passages.append(Passage("", self._agent_sentence(rng)))
            rng.shuffle(passages)
        first = max(0, at - rng.choice((1, 1, 3, 5)))
        return Example(Prompt(tuple(passages), _turns(turns[first:at])), said)

    def _dialogue(self, rng: random.Random) -> Example:
        """An unchanged dialogue without passages, to learn language from."""
        turns = rng.choice(self._corpora.dialogues).turns
        ends = [at for at in range(1, len(turns)) if turns[at][0] == "agent"]
        at = rng.choice(ends)
        first = max(0, at - 9)
        return Example(Prompt((), _turns(turns[first:at])), turns[at][1], learns_prompt=True)

    def _repetition(self, rng: random.Random) -> Example:
        """Random words, names and codes in passages, one of which is to be repeated verbatim."""
        make = (
            lambda: rng.choice(self._words), lambda: name(rng), lambda: code(rng),
            lambda: str(rng.randrange(10 ** rng.randrange(1, 6))),
        )  # fmt: skip
        said = [" ".join(rng.choice(make)() for _ in range(rng.randrange(4, 16))) for _ in range(3)]
        said = said[: rng.choice((1, 2, 3))]
        names = [name(rng) for _ in said]
        at = rng.randrange(len(said))
        passages = tuple(Passage(each, text) for each, text in zip(names, said, strict=True))
        return Example(Prompt(passages, (PromptTurn("customer", names[at]),)), said[at])

    def _answering(
        self, rng: random.Random, snippet: Snippet, reply: str, others: list[Snippet],
        style: Style = "",
    ) -> Example:  # fmt: skip
        passages = [Passage(other.question, other.answer) for other in others]
        at = 0 if rng.random() < 0.75 else rng.randrange(len(passages) + 1)
        passages.insert(at, Passage(snippet.question, snippet.answer))
        turns = [PromptTurn("customer", snippet.question)]
        if self._corpora.dialogues and rng.random() < 0.25:
            turns = [*_opening(rng, rng.choice(self._corpora.dialogues)), *turns]
        return Example(Prompt(tuple(passages), tuple(turns), style), reply)

    def _others(self, rng: random.Random, snippet: Snippet) -> list[Snippet]:
        """Up to two other passages of the same company, as distractors."""
        kin = [one for one in self._by_entity[snippet.entity] if one.question != snippet.question]
        return rng.sample(kin, min(len(kin), rng.choice((0, 0, 1, 2))))

    def _agent_sentence(self, rng: random.Random) -> str:
        turns = rng.choice(self._corpora.dialogues).turns
        return rng.choice([text for role, text in turns if role == "agent"])


def _turns(turns: tuple[tuple[str, str], ...]) -> tuple[PromptTurn, ...]:
    return tuple(PromptTurn(_role(role), text) for role, text in turns)


def _role(role: str) -> Role:
    return "customer" if role == "customer" else "agent"


def _opening(rng: random.Random, dialogue: Dialogue) -> tuple[PromptTurn, ...]:
    return _turns(dialogue.turns[: rng.choice((2, 4))])


def _faithful(answer: str, reply: str) -> bool:
    said = _WORD.findall(_SENTENCE_END.split(reply)[0].lower())
    if bool(_DENIES.search(answer)) != bool(_DENIES.search(_SENTENCE_END.split(reply)[0])):
        return False
    known = set(_WORD.findall(answer.lower()))
    shared = sum(word in known or word[:5] in {each[:5] for each in known} for word in said)
    return bool(said) and shared / len(said) >= _LEAST_SHARED


def _plain_words(corpora: Corpora) -> list[str]:
    counts = Counter(
        word
        for text in (
            *(snippet.answer for snippet in corpora.snippets),
            *(snippet.answer for snippet in corpora.demo),
            *(request.reply for request in corpora.requests),
        )
        for word in re.findall(r"\b[a-z]{5,}\b", text)
    )
    return sorted(word for word, _ in counts.most_common(_PLAIN_WORDS))
