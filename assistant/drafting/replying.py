"""Writes a reply to a customer's message from what is known: its text, and the evidence for it.

A generator, so that each word reaches the agent as it is written and closing the stream stops the
work. The reply is written by a dialogue model or composed of verified sentences; if a model fails,
a composed reply takes its place and the agent is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

from assistant.asked import Asked, asked
from assistant.contracts import (
    DraftBegun,
    DraftDone,
    DraftEvent,
    DraftEvidence,
    DraftFallback,
    DraftText,
    DraftWaiting,
    ReplyRequest,
)
from assistant.drafting.composed import Part, compose, greeting
from assistant.drafting.identifiers import IdentifierGuard, OtherCustomers, guarded
from assistant.drafting.judged_text import JudgedText
from assistant.drafting.mood import Mood, mood
from assistant.drafting.opening import Opening
from assistant.drafting.phrases import phrases_of
from assistant.drafting.sources import Sources, sources
from assistant.evidence.judge import Judge
from assistant.knowledge import Knowledge
from assistant.models.generation import (
    Begun,
    Ended,
    FellBack,
    GenerationEvent,
    GenerationRequest,
    Piece,
    Waiting,
)
from assistant.models.generation_errors import NoModelError
from assistant.prompt import Prompt, PromptTurn
from assistant.settings import Settings
from assistant.store.database import Store
from retrieval.language import detect_language

Generate = Callable[[GenerationRequest], Generator[GenerationEvent, None, None]]
COMPOSED = "composed"
ANEW = 0.7
"""The temperature of a draft that should differ from the most likely one."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The dependencies of a reply.

    Attributes:
        others: Looks up whose identifiers must not be shown.
        generate: Writes with a model; None to compose.
        agent: The name of the sender, "" if unknown.
        feels: Returns the mood of a message.
    """

    store: Store
    knowledge: Knowledge
    settings: Settings
    judge: Judge
    others: OtherCustomers
    generate: Generate | None
    agent: str = ""
    feels: Callable[[str], Mood] = mood


def reply(writing: Writing, request: ReplyRequest) -> Iterator[DraftEvent]:
    """Write one reply.

    Raises:
        NotFoundError: A conversation or article of the request does not exist.
        NothingAskedError: There is no customer's message to reply to.
    """
    if writing.settings.drafts == "off":
        yield DraftDone(reason="off")
        return
    question = asked(writing.store, request)
    lang = request.lang or detect_language(question.text).tag
    found = sources(
        writing.store, writing.knowledge, writing.settings, question, request, lang,
        repeated=writing.generate is None,
    )  # fmt: skip
    if not found.articles:
        yield DraftDone(reason="nothing-found", left_out=found.left_out)
        return
    if writing.generate is not None:
        yield from _generated(writing, request, question, found)
        return
    if request.writer == "generated":
        yield _fallback(NoModelError.code, "", COMPOSED, "")
    yield from _composed(writing, request, question, found)


def _generated(
    writing: Writing, request: ReplyRequest, question: Asked, found: Sources
) -> Iterator[DraftEvent]:
    assert writing.generate is not None  # noqa: S101 - checked by the caller
    text, opening = _text(writing, question, found), Opening("")
    begun: Begun | None = None
    prompt, anew = _prompt(question, found, request), ANEW if request.seed else 0.0
    asked_for = GenerationRequest(prompt, temperature=anew, seed=request.seed)
    with closing(writing.generate(asked_for)) as events:
        for event in events:
            if isinstance(event, Waiting):
                yield DraftWaiting(reason=event.for_, done=event.done, total=event.total)
            elif isinstance(event, Begun):
                begun, text = event, _text(writing, question, found)
                opening = Opening(_greeting(writing, request, question, found))
                yield DraftBegun(
                    kind="generated", model=event.model_id, backend=event.backend,
                    device=event.device, sources=found.refs,
                )  # fmt: skip
            elif isinstance(event, Piece):
                yield from text.add(opening.add(event.text), event.tokens)
            elif isinstance(event, FellBack):
                if not event.told:
                    yield _fallback(event.code, event.from_backend, event.to_backend, event.detail)
            elif event.reason == "failed":
                backend = begun.backend if begun else ""
                yield _fallback(event.code, backend, COMPOSED, event.detail)
                yield from _composed(writing, request, question, found)
            else:
                yield from text.add(opening.end())
                yield from text.end()
                done = _done(event, begun, found.left_out)
                other = _in_other_language(text.text, request.reply_lang)
                yield done.model_copy(update={"other_lang": other})


def _greeting(writing: Writing, request: ReplyRequest, question: Asked, found: Sources) -> str:
    return greeting(
        _prompt(question, found, request), request.reply_lang or found.articles[0].lang,
        customer=question.customer, agent=writing.agent,
        phrases=phrases_of(writing.settings.company_phrases), seed=request.seed,
    )  # fmt: skip


def _composed(
    writing: Writing, request: ReplyRequest, question: Asked, found: Sources
) -> Iterator[DraftEvent]:
    began = time.perf_counter()
    yield DraftBegun(kind="composed", sources=found.refs)
    composed = compose(
        _prompt(question, found, request), customer=question.customer, agent=writing.agent,
        phrases=phrases_of(writing.settings.company_phrases), seed=request.seed,
        feels=writing.feels,
    )  # fmt: skip
    if composed is None:
        yield DraftDone(reason="nothing-found")
        return
    shown = guarded(composed.text, writing.others, question.customer_id, _said(question))
    if shown == composed.text:
        yield DraftText(text=shown)
        for part in composed.parts:
            yield _evidence(part, found)
    else:  # an entry names another customer: judge the remaining text like any other
        text = _text(writing, question, found)
        yield from text.add(shown)
        yield from text.end()
    took = 1000 * (time.perf_counter() - began)
    yield DraftDone(
        reason="finished", first_token_ms=round(took, 1), left_out=found.left_out,
        other_lang=request.reply_lang not in ("", found.articles[0].lang),
    )  # fmt: skip


def _evidence(part: Part, found: Sources) -> DraftEvidence:
    """Evidence of a composed sentence: its own source, or none needed for a phrase."""
    if part.source is None:
        return DraftEvidence(start=part.start, end=part.end, support="none")
    return DraftEvidence(
        start=part.start, end=part.end, support="supported",
        source=found.articles[part.source].id, quote=part.quote,
    )  # fmt: skip


def _text(writing: Writing, question: Asked, found: Sources) -> JudgedText:
    guard = IdentifierGuard(writing.others, question.customer_id, _said(question))
    return JudgedText(writing.judge, guard, found, question.text)


def _said(question: Asked) -> list[str]:
    """What the customer wrote, and their name, which may be repeated to them."""
    turns = [turn.text for turn in question.before if turn.role == "customer"]
    return [*turns, question.text, question.customer]


def _prompt(question: Asked, found: Sources, request: ReplyRequest) -> Prompt:
    turns = [
        PromptTurn("customer" if turn.role == "customer" else "agent", turn.text)
        for turn in question.before
    ]
    turns.append(PromptTurn("customer", question.text))
    return Prompt(found.passages, tuple(turns), request.style, request.reply_lang)


def _in_other_language(text: str, wanted: str) -> bool:
    """Whether a model wrote in another language than asked; not every model knows them all."""
    return bool(wanted) and bool(text.strip()) and detect_language(text).tag != wanted


def _fallback(code: str, from_backend: str, to_backend: str, detail: str) -> DraftFallback:
    return DraftFallback(code=code, from_backend=from_backend, to_backend=to_backend, detail=detail)


def _done(ended: Ended, begun: Begun | None, left_out: int) -> DraftDone:
    reasons = {"finished": "finished", "cancelled": "cancelled"}
    return DraftDone.model_validate(
        {
            "reason": reasons.get(ended.reason, "length"),
            "tokens": ended.tokens,
            "tokens_per_second": round(ended.rate, 1),
            "first_token_ms": round(ended.first_token_ms, 1),
            "dropped_passages": begun.dropped_passages if begun else 0,
            "dropped_turns": begun.dropped_turns if begun else 0,
            "left_out": left_out,
            "code": ended.code,
        }
    )
