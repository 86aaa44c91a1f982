"""The requests of bitext that `reply_training` learns from, and the sets that it judges by.

Half of the intents are trained; the requests kept for evaluation (`reply_sets.bitext`) are in no
training data.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import numpy as np

from assistant.evaluation.reply_files import Case
from assistant.prompt import Passage, Prompt, PromptTurn
from benchmarks import reply_sets
from benchmarks.search_sets import DATA
from benchmarks.typical_replies import TypicalReplies
from retrieval.embedder import Embedder
from training.judging.splits import hash_fraction
from training.replies.examples import ReplyExample
from training.replies.support import unsupported_spans
from training.starter.corpora import Request, bitext_requests

LEARNT: Final = "learnt intents"
TYPICAL: Final = "the same, from the typical reply"
OTHER: Final = "other intents"
COMPANIES: Final = "dstc9_faq"
SETS: Final = (LEARNT, TYPICAL, OTHER, COMPANIES)


def is_learnt(intent: str) -> bool:
    """Whether an intent is in the trained half; the same on every machine."""
    return hash_fraction(f"bitext half/{intent}") < 0.5


def stored(embedder: Embedder) -> list[Request]:
    """The requests of the trained intents that are not kept for evaluation."""
    return _stored(
        {(case.prompt.turns[-1].text, case.reply) for case in reply_sets.bitext(DATA, embedder)}
    )


def learnt(embedder: Embedder, *, grounded: bool) -> Iterator[ReplyExample]:
    """What there is to learn from: stored requests, each with the reply to the nearest other
    request of its intent as passage.
    """
    requests = stored(embedder)
    vectors = embedder.encode([one.text for one in requests], role="passage")
    intents = np.array([one.intent for one in requests])
    for number, one in enumerate(requests):
        near = vectors @ vectors[number]
        near[(intents != one.intent)] = -1
        near[number] = -1
        other = requests[int(near.argmax())]
        if other.reply != one.reply:
            prompt = prompt_of(other, one.text)
            passed = unsupported_spans(one.reply, prompt) if grounded else ()
            yield ReplyExample(prompt, one.reply, unsupported=passed)


def judged(embedder: Embedder) -> dict[str, list[Case]]:
    """The sets to judge by, under the names in `SETS`. Those of the trained intents are the same
    requests in the same order.
    """
    intents = {(one.text, one.reply): one.intent for one in bitext_requests(DATA)}
    cases = reply_sets.bitext(DATA, embedder)
    trained = [is_learnt(intents[case.prompt.turns[-1].text, case.reply]) for case in cases]
    of_learnt = [case for case, its in zip(cases, trained, strict=True) if its]
    known = _stored({(case.prompt.turns[-1].text, case.reply) for case in cases})
    return {
        LEARNT: of_learnt,
        TYPICAL: _from_typical(of_learnt, known, embedder),
        OTHER: [case for case, its in zip(cases, trained, strict=True) if not its],
        COMPANIES: reply_sets.dstc9(DATA),
    }


def prompt_of(source: Request, asked: str) -> Prompt:
    """The prompt for a request, with a stored request and its reply as the only passage."""
    return Prompt((Passage(source.text, source.reply),), (PromptTurn("customer", asked),))


def _stored(kept: Collection[tuple[str, str]]) -> list[Request]:
    return [
        one
        for one in bitext_requests(DATA)
        if is_learnt(one.intent) and (one.text, one.reply) not in kept
    ]


def _from_typical(
    cases: Sequence[Case], requests: Sequence[Request], embedder: Embedder
) -> list[Case]:
    vectors = embedder.encode([one.text for one in requests], role="passage")
    typical = TypicalReplies(vectors, [one.reply for one in requests])
    asked = [case.prompt.turns[-1].text for case in cases]
    return [
        Case(prompt_of(requests[typical.of(embedder.query(text))], text), case.reply)
        for text, case in zip(asked, cases, strict=True)
    ]
