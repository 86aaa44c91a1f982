"""Builds the dataset of a fine-tuning: agents' replies with the passages found for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, cast

from assistant.contracts import TrainingRequest
from assistant.engine import Engine
from assistant.erasure.people import hashed
from assistant.jobs import Step
from assistant.prompt import Prompt
from assistant.transcripts.kept import KeptConversation
from retrieval.language import detect_language
from training.judging.near_duplicates import NearIndex, words_of
from training.judging.splits import Side
from training.recipes.replies import Replies
from training.recipes.task import Prepared
from training.replies.bases import Base
from training.replies.data_split import DataSplit, split_conversations
from training.replies.encoding import ReplyEncoder
from training.replies.examples import ReplyExample
from training.replies.file_names import REHEARSAL
from training.replies.grounding import LEAKS, Grounding
from training.replies.learnable_replies import LearnableReply, learnable_replies
from training.replies.rehearsal import languages_of, questions
from training.replies.support import is_grounded, unsupported_spans
from training.runs.dataset import Dataset, Part
from training.runs.errors import RunRefusedError

_LEAST_HELD_OUT: Final = 5
_AT_ONCE: Final = 50
_LOOKED_AT: Final = 300
"""Number of replies whose language is detected."""


@dataclass(slots=True)
class ExampleCounts:
    """Counts of a dataset: examples on each side, replies left out by reason, and examples that
    lost passages or turns to fit the model."""

    sides: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    shortened: int = 0


def collect(
    engine: Engine, request: TrainingRequest, recipe: Replies, dataset: Dataset, base: Base
) -> Generator[Step, None, Prepared]:
    """Write the dataset of a fine-tuning.

    Raises:
        ConflictError: Transcripts are not approved.
        RunRefusedError: There is too little to hold out (`training.held-out`).
    """
    data_split = yield from split_conversations(conversations(engine, request), recipe.examples)
    maker = ExampleMaker(engine, recipe, base, data_split)
    done = 0
    waiting: dict[Side, list[ReplyExample]] = {"train": [], "held_out": [], "judge": []}
    for conversation in conversations(engine, request):
        side = data_split.side(conversation.id)
        if not side:
            continue
        made = list(maker.examples(conversation, learnt=side == "train"))
        waiting[side] += made
        maker.counts.sides[side] += len(made)
        if side == "train" and made:
            dataset.learn_from([_lesson(engine, conversation)])
        elif made:
            dataset.hold_out([conversation.customer_hash])
        done += 1
        if done % _AT_ONCE == 0:
            _write(dataset, waiting)
        yield Step(done, len(data_split.split.sides))
    _write(dataset, waiting)
    rehearse(dataset, recipe)
    return _prepared(maker.counts, data_split, base, recipe)


class ExampleMaker:
    """Makes examples from conversations; `counts` has their numbers."""

    def __init__(self, engine: Engine, recipe: Replies, base: Base, data_split: DataSplit) -> None:
        self._recipe = recipe
        self._grounding = Grounding(
            engine, data_split.held_out_replies, negatives=recipe.negatives, seed=recipe.seed
        )
        longest = min(recipe.longest, base.context)
        self._encoder = ReplyEncoder(base.folder, base.rendering, longest)
        self._copies = data_split.split.copies
        self._seen: set[str] = set()
        self.counts = ExampleCounts()

    def examples(self, conversation: KeptConversation, *, learnt: bool) -> Iterator[ReplyExample]:
        """The examples of a conversation, to learn from (`learnt`) or to hold out."""
        agents = (turn.text for turn in conversation.turns if turn.role == "agent")
        own = NearIndex(map(words_of, agents), LEAKS)
        for place, one in enumerate(learnable_replies(conversation.turns)):
            if (conversation.id, place) in self._copies:
                self.counts.left_out["near-duplicate"] += 1
                continue
            if learnt and one.exchange in self._seen:
                self.counts.left_out["repeated"] += 1
                continue
            self._seen.add(one.exchange)
            example = self._example(conversation, one, own, place, learnt=learnt)
            if example is not None:
                yield example

    def _example(
        self, of: KeptConversation, one: LearnableReply, own: NearIndex, place: int, *, learnt: bool
    ) -> ReplyExample | None:
        lang = of.language or detect_language(one.turns[-1].text).tag
        prompt = self._grounding.prompt(one, own, lang=lang, name=f"{of.id}/{place}", learnt=learnt)
        reason = self._reason(one, prompt, learnt=learnt)
        fitting = None
        if prompt is not None and not reason:
            fitting = self._encoder.example(prompt, one.reply)
        if prompt is None or fitting is None:
            self.counts.left_out[reason or "too-long"] += 1
            return None
        self.counts.shortened += bool(fitting.dropped_passages or fitting.dropped_turns)
        month = of.at.strftime("%Y-%m") if of.at else ""
        unsupported = unsupported_spans(one.reply, prompt) if self._recipe.grounded else ()
        return ReplyExample(prompt, one.reply, month, unsupported)

    def _reason(self, one: LearnableReply, prompt: Prompt | None, *, learnt: bool) -> str:
        """Why a reply is left out; "" if it is not."""
        if prompt is None:
            return "nothing-found"
        if learnt and self._recipe.grounded and not is_grounded(one.reply, prompt):
            return "not-in-the-sources"
        return ""


def conversations(engine: Engine, request: TrainingRequest) -> Iterator[KeptConversation]:
    """The conversations that a request names; errors as in `TranscriptStore.conversations`."""
    return engine.transcripts.store.conversations(request.transcripts)


def rehearse(dataset: Dataset, recipe: Replies) -> None:
    """Choose questions for rehearsal, in the languages of the replies; the trainer drafts them."""
    most = round(recipe.rehearsal * dataset.count("train"))
    if most:
        languages = languages_of(
            body["reply"] for body in islice(dataset.read("train"), _LOOKED_AT)
        )
        asked = questions(languages, most, seed=recipe.seed)
        dataset.keep(REHEARSAL, [ReplyExample(prompt, "").body for prompt in asked])


def refuse_unjudged(held_out: int, judge: int) -> None:
    """Refuse a run with too few examples to stop early, or to judge, by.

    Raises:
        RunRefusedError: There are fewer than `_LEAST_HELD_OUT` of either (`training.held-out`).
    """
    if min(held_out, judge) < _LEAST_HELD_OUT:
        raise RunRefusedError(
            code="training.held-out",
            expected=f"{2 * _LEAST_HELD_OUT} replies to hold out, of customers and from a time "
            "that are not learnt from",
            found=f"{held_out + judge}",
            remedy="Add transcripts of more customers, or of a longer time",
        )


def _prepared(
    counts: ExampleCounts, data_split: DataSplit, base: Base, recipe: Replies
) -> Prepared:
    refuse_unjudged(counts.sides["held_out"], counts.sides["judge"])
    left_out = Counter(data_split.left_out) + counts.left_out
    left_out["known-customer"] += data_split.split.known_customers
    facts = {
        "base": base.facts, "longest": min(recipe.longest, base.context),
        "shortened": counts.shortened, "counts": dict(counts.sides),
    }  # fmt: skip
    return Prepared(counts.sides["train"], facts, {k: n for k, n in left_out.items() if n})


def _write(dataset: Dataset, waiting: dict[Side, list[ReplyExample]]) -> None:
    for side, some in waiting.items():
        _add(dataset, cast("Part", side), some)
        some.clear()


def _add(dataset: Dataset, part_: Part, examples: Iterable[ReplyExample]) -> None:
    dataset.add(part_, (example.body for example in examples))


def _lesson(engine: Engine, conversation: KeptConversation) -> tuple[str, str]:
    name = f"{conversation.set_id}/{conversation.key}"
    return hashed(engine.store.key, "conversation", name), conversation.customer_hash
