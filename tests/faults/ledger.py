"""What was promised to a client, to be compared with what is there after a fault."""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field
from typing import Any

from tests.faults.engine_process import EngineProcess, Gone, Refused

Body = dict[str, Any]
_MADE_OF = ("questions", "answer", "title", "tags")


def body(name: str, version: int) -> Body:
    """An article whose every part names its version, so that a mixture shows."""
    mark = f"{name}v{version}"
    return {
        "questions": [f"How do I polish the {mark}?", f"What does polishing a {mark} cost?"],
        "answer": f"Polish the {mark} with a soft cloth and a little oil.",
        "title": f"Polishing {mark}",
        "tags": sorted(["care", mark]),
    }


def made_of(article: Body) -> Body:
    """The parts of an article that a person wrote."""
    return {name: sorted(article[name]) if name == "tags" else article[name] for name in _MADE_OF}


@dataclass
class Promised:
    """Articles and messages as acknowledged; one deed at a time may be under way."""

    articles: dict[int, Body] = field(default_factory=dict)
    messages: dict[int, list[str]] = field(default_factory=dict)

    def copy(self) -> Promised:
        return copy.deepcopy(self)


@dataclass
class Ledger:
    """Does single changes, keeps what was acknowledged, and knows what was under way."""

    rng: random.Random
    promised: Promised = field(default_factory=Promised)
    under_way: tuple[str, int, Any] | None = None
    acknowledged: int = 0
    _named: int = 0

    def deed(self, engine: EngineProcess) -> None:
        """One random change.

        Raises:
            Gone: The engine went away; whether the change was made is open.
        """
        living = list(self.promised.articles)
        kind = self.rng.choices(("create", "change", "delete", "message"), (3, 4, 1, 2))[0]
        if kind == "create" or (not living and kind in ("change", "delete")):
            self._create(engine)
        elif kind == "change":
            self._change(engine, self.rng.choice(living))
        elif kind == "delete":
            self._delete(engine, self.rng.choice(living))
        else:
            self._say(engine)
        self.under_way = None
        self.acknowledged += 1

    def _create(self, engine: EngineProcess) -> None:
        wanted = body(self._name(), 1)
        self.under_way = ("create", 0, wanted)
        made = engine.call("POST", "/articles", wanted)
        self.promised.articles[made["id"]] = wanted

    def _change(self, engine: EngineProcess, id_: int) -> None:
        version = engine.call("GET", f"/articles/{id_}")["version"]
        wanted = body(self._name(), version + 1)
        self.under_way = ("change", id_, wanted)
        engine.call("PUT", f"/articles/{id_}", {"version": version, "body": wanted})
        self.promised.articles[id_] = wanted

    def _delete(self, engine: EngineProcess, id_: int) -> None:
        self.under_way = ("delete", id_, None)
        engine.call("DELETE", f"/articles/{id_}")
        del self.promised.articles[id_]

    def _say(self, engine: EngineProcess) -> None:
        if not self.promised.messages:
            self.under_way = ("talk", 0, None)
            made = engine.call("POST", "/conversations", {"subject": "A question"})
            self.promised.messages[made["id"]] = []
            return
        id_ = self.rng.choice(list(self.promised.messages))
        text = f"Message {self._name()}"
        self.under_way = ("message", id_, text)
        engine.call("POST", f"/conversations/{id_}/messages", {"role": "agent", "text": text})
        self.promised.messages[id_].append(text)

    def _name(self) -> str:
        self._named += 1
        return f"gadget{self.rng.randrange(10**6)}n{self._named}"

    # ------------------------------------------------------------ after a fault

    def settle(self, engine: EngineProcess) -> None:
        """Assert that everything promised is there and nothing is half; go on from what is."""
        kind, id_, wanted = self.under_way or ("", 0, None)
        there = written(engine)
        expected = dict(self.promised.articles)
        if there != expected:
            if kind == "create":
                (new,) = there.keys() - expected.keys()
                expected[new] = wanted
            elif kind == "change":
                expected[id_] = wanted
            elif kind == "delete":
                del expected[id_]
            assert there == expected, f"under way was {kind}"
        self.promised.articles = there
        self._settle_messages(engine, (kind, id_, wanted))
        self._settle_history(engine)
        self.under_way = None

    def is_there(self, engine: EngineProcess) -> bool:
        """Whether the store holds exactly what was promised."""
        return written(engine) == self.promised.articles and all(
            said(engine, id_) == texts for id_, texts in self.promised.messages.items()
        )

    def _settle_messages(self, engine: EngineProcess, under_way: tuple[str, int, Any]) -> None:
        kind, at, text = under_way
        for id_, promised in self.promised.messages.items():
            there = said(engine, id_)
            also = [*promised, text] if kind == "message" and id_ == at else promised
            assert there in (promised, also)
            assert there is not None
            self.promised.messages[id_] = there

    def _settle_history(self, engine: EngineProcess) -> None:
        """A sample of articles has its whole history and is found by its own question."""
        engine.ready()
        living = list(self.promised.articles)
        for id_ in self.rng.sample(living, min(3, len(living))):
            article = engine.call("GET", f"/articles/{id_}")
            history = engine.call("GET", f"/articles/{id_}/history")
            steps = [step["version"] for step in history]
            assert steps == list(range(article["version"], 0, -1))
            assert found(engine, article["questions"][0], id_)


def written(engine: EngineProcess) -> dict[int, Body]:
    """The articles that were not imported."""
    return {a["id"]: made_of(a) for a in engine.articles() if not a["source"]}


def said(engine: EngineProcess, conversation: int) -> list[str] | None:
    """The messages of a conversation; None where there is none."""
    try:
        messages = engine.call("GET", f"/conversations/{conversation}")["messages"]
    except Refused as refused:
        if refused.status != 404:
            raise
        return None
    return [message["text"] for message in messages]


def found(engine: EngineProcess, question: str, id_: int) -> bool:
    """Whether a search for this question finds this article."""
    items = engine.get("/search", q=question, limit=10)["items"]
    return any(id_ == item["id"] or id_ in item["same_as"] for item in items)


def until_gone(ledger: Ledger, engine: EngineProcess) -> None:
    """Change and change until the engine is killed."""
    try:
        while True:
            ledger.deed(engine)
    except Gone:
        return
    except Refused as refused:
        # the process may end between two parts of one answer
        raise AssertionError(f"refused: {refused}") from refused
