"""Composed drafts from solved replies: from the nearest one, or from the typical one.

    python -m benchmarks.solved_drafts [--limit N] [--entries N] [--json]

A real store holds the solved replies of a set. For requests not in it, the source is chosen
as the product does, with and without the choice of the typical reply, and the composed draft is
compared with the agent's reply. Requests without a confident hit are left out of both. `agent's` is
the share of the agent's own statements that the source supports. The time is the processor time of
choosing and composing, in a store filled up to `--entries` replies.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant import model_paths
from assistant.asked import Asked
from assistant.contracts import ReplyRequest, Turn
from assistant.drafting.composed import compose
from assistant.drafting.sources import Sources, sources
from assistant.evaluation.faithfulness import faithfulness
from assistant.evaluation.reply_files import Case
from assistant.evaluation.text_metrics import text_metrics
from assistant.evidence.judge import Judge
from assistant.knowledge import Knowledge
from assistant.paths import Home
from assistant.prompt import Prompt, PromptTurn
from assistant.settings import Settings
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER, Store
from assistant.store.opening import open_store
from benchmarks import corpus, reply_sets, solved_sets
from benchmarks.search_sets import DATA
from benchmarks.solved_sets import Replied, SolvedSet
from benchmarks.tables import table as of_rows
from retrieval.embedder import Embedder
from retrieval.encoded_entry import EncodedEntry
from retrieval.entry import Kind
from retrieval.entry_words import words_of

_BATCH: Final = 1_000
_WARM_UP: Final = 10


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, default=250, metavar="N", help="requests of each set")
    parser.add_argument("--entries", type=int, default=30_000, metavar="N", help="for the time")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    embedder = Embedder(model_paths.embedding_model(Home.default()))
    found: dict[str, Any] = {}
    for name, one in solved_sets.all_sets(DATA).items():
        with _Desk.of(one.stored, embedder) as desk:
            found[name] = measured(desk, one, given.limit)
            if name == "bitext":
                desk.fill(given.entries)
                found["time"] = timed(desk, one.asked[: given.limit])
    print(json.dumps(found) if given.json else table(found))
    return 0


class _Desk:
    """A store of solved replies, searched as the product does."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self.store, self.embedder = store, embedder
        self.knowledge = Knowledge(store, embedder)
        self.topics: dict[int, str] = {}

    @classmethod
    @contextmanager
    def of(cls, stored: Sequence[Replied], embedder: Embedder) -> Iterator[_Desk]:
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(Home(Path(folder) / "home")).store
            desk = cls(store, embedder)
            for at in range(0, len(stored), _BATCH):
                some = stored[at : at + _BATCH]
                drafts = [
                    ArticleDraft(answer=one.reply, questions=(one.request,), title=one.title,
                          lang=one.lang, kind=Kind.SOLVED)
                    for one in some
                ]  # fmt: skip
                ids = desk._keep(drafts, desk.knowledge.index.encode(drafts))
                desk.topics.update(zip(ids, (one.topic for one in some), strict=True))
            yield desk
            store.close()

    def fill(self, entries: int) -> None:
        """Add varied replies, with vectors drawn around real ones, up to `entries`."""
        sides = dict(zip("qa", corpus.base_vectors(self.embedder), strict=True))
        chance = np.random.default_rng(corpus.SEED)
        pairs = corpus.varied(max(0, entries - len(self.topics)))
        while some := list(itertools.islice(pairs, _BATCH)):
            places = [place for place, _ in some]
            codes = [corpus.drawn_codes(side[places], chance) for side in sides.values()]
            drafts = [
                ArticleDraft(
                    answer=pair.answer, questions=(pair.question,), lang="en", kind=Kind.SOLVED
                )
                for _, pair in some
            ]  # fmt: skip
            encoded = [
                EncodedEntry(one.entry(0), "qa", row, words_of(one.entry(0)))
                for one, row in zip(drafts, np.stack(codes, axis=1), strict=True)
            ]
            self._keep(drafts, encoded)

    def _keep(self, drafts: Sequence[ArticleDraft], encoded: Sequence[EncodedEntry]) -> list[int]:
        with self.knowledge.edit(OWNER) as edit:
            return edit.create(drafts, encoded, action="imported")

    def found(self, one: Replied, *, repeated: bool) -> Sources:
        """The sources of a draft."""
        turns = tuple(Turn(role="customer", text=text) for text in one.before)
        asked, request = Asked(one.request, turns, None), ReplyRequest(text=one.request)
        return sources(
            self.store, self.knowledge, Settings(), asked, request, one.lang, repeated=repeated
        )


def measured(desk: _Desk, one: SolvedSet, limit: int) -> dict[str, Any]:
    """Figures of both choices, for the requests with a confident hit."""
    asked = reply_sets.spread(one.asked, limit)
    pairs = [(desk.found(it, repeated=False), desk.found(it, repeated=True)) for it in asked]
    kept = [(it, pair) for it, pair in zip(asked, pairs, strict=True) if pair[0].articles]
    figures: dict[str, Any] = {"n": len(kept), "asked": len(asked)}
    gained = []
    for place, name in enumerate(("nearest", "typical")):
        cases = [Case(_prompt(it, pair[place]), it.reply) for it, pair in kept]
        shares, figures[name] = _judged(cases, Judge(desk.embedder))
        gained.append(shares)
        if kept[0][0].topic:
            same = [desk.topics[pair[place].articles[0].id] == it.topic for it, pair in kept]
            figures[name]["topic"] = float(np.mean(same))
    gain = np.subtract(gained[1], gained[0])
    changed = [pair[0].articles[0].id != pair[1].articles[0].id for _, pair in kept]
    return figures | {
        "gain": float(gain.mean()), "error": float(gain.std() / len(gain) ** 0.5),
        "changed": float(np.mean(changed)),
    }  # fmt: skip


def _judged(cases: Sequence[Case], judge: Judge) -> tuple[list[float], dict[str, Any]]:
    """ROUGE-L of each draft, and the figures of all drafts."""
    drafts, replies = [_drafted(case.prompt) for case in cases], [case.reply for case in cases]
    shares = [
        text_metrics([draft], [reply], None)["rouge_l"]
        for draft, reply in zip(drafts, replies, strict=True)
    ]
    true = faithfulness(drafts, cases, judge)
    return shares, {
        "rouge_l": float(np.mean(shares)), "supported": true["supported"],
        "agents": faithfulness(replies, cases, judge)["supported"], "invented": true["invented"],
    }  # fmt: skip


def _prompt(one: Replied, found: Sources) -> Prompt:
    """A prompt with the first source; all turns are the customer's, as roles are not kept."""
    said = [*one.before, one.request]
    return Prompt(found.passages[:1], tuple(PromptTurn("customer", text) for text in said))


def _drafted(prompt: Prompt) -> str:
    draft = compose(prompt)
    return draft.text if draft else ""


def timed(desk: _Desk, asked: Sequence[Replied]) -> dict[str, float]:
    """Milliseconds to choose and compose, measured in turn; only where something is found."""
    spent: dict[bool, list[float]] = {False: [], True: []}
    for one in asked:
        for repeated in spent:
            began = time.thread_time()
            found = desk.found(one, repeated=repeated)
            if _drafted(_prompt(one, found)):
                spent[repeated].append(1000 * (time.thread_time() - began))
    told = {}
    for name, repeated in (("nearest", False), ("typical", True)):
        times = spent[repeated][_WARM_UP:] or spent[repeated]
        told[f"{name}_p50"] = float(np.percentile(times, 50))
        told[f"{name}_p95"] = float(np.percentile(times, 95))
    return told


def table(found: dict[str, Any]) -> str:
    """The figures as a Markdown table: nearest → typical."""
    header = ["set", "drafts", "ROUGE-L", "gain", "another source", "the same intent or question",
              "supported", "agent's", "invented"]  # fmt: skip
    rows = []
    for name, figures in found.items():
        if name == "time":
            continue
        one, other = figures["nearest"], figures["typical"]
        gain = f"{figures['gain']:+.3f} ± {figures['error']:.3f}"
        rows.append(
            [name, str(figures["n"]), _both(one["rouge_l"], other["rouge_l"]), gain,
             f"{figures['changed']:.2f}",
             *(_both(one.get(key), other.get(key))
               for key in ("topic", "supported", "agents", "invented"))]
        )  # fmt: skip
    spent = found["time"]
    return of_rows(header, rows) + (
        f"\n\nSource and composition, processor time, median: {spent['nearest_p50']:.1f} → "
        f"{spent['typical_p50']:.1f} ms; 95th percentile: {spent['nearest_p95']:.1f} → "
        f"{spent['typical_p95']:.1f} ms."
    )


def _both(one: float | None, other: float | None) -> str:
    return "" if one is None or other is None else f"{one:.3f} → {other:.3f}"


if __name__ == "__main__":
    sys.exit(main())
