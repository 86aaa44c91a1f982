"""Texts on the card of the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject

from gui.engine.problems import UNREACHABLE
from gui.inbox.suggestions.draft.draft_state import DraftState
from gui.notices import told
from gui.writer_words import what_failed, what_to_do

if TYPE_CHECKING:
    from assistant.contracts import DraftEvidence

_SOME: Final = 0.5
"""A lower rate, in tokens per second, is not displayed."""


class DraftWords(QObject):
    """One method per text on the card."""

    def state(self, drafted: DraftState) -> str:
        """Return the text on the right of the first line: the rate, or what wrote the draft."""
        if drafted.stage == "waiting":
            return self.tr("Esc stops")
        if drafted.stage == "writing" and drafted.kind == "generated":
            if drafted.rate < _SOME:
                return self.tr("Esc stops")
            return self.tr("{rate} tokens/s · Esc stops").format(rate=_figure(drafted.rate))
        if drafted.stage in ("stopped", "failed"):
            return self.tr("Stopped") if drafted.stage == "stopped" else self.tr("Broken off")
        if drafted.kind == "composed":
            return self.tr("Composed from verified answers")
        if drafted.kind == "generated" and drafted.rate >= _SOME:
            return self.tr("{rate} tokens/s").format(rate=_figure(drafted.rate))
        return ""

    def waiting(self, drafted: DraftState) -> str:
        """Return why there is no text yet."""
        reason = drafted.waiting.reason if drafted.waiting is not None else ""
        return {
            "turn": self.tr("Another draft is being written first"),
            "loading": self.tr("The model is loading"),
            "reading": self.tr("The model is reading the conversation"),
        }.get(reason, self.tr("A draft is on its way"))

    def failed(self, drafted: DraftState) -> str:
        """Return why there is no draft, what to do, and the error code."""
        problem = drafted.problem
        if problem is not None and problem.code == UNREACHABLE and not problem.status:
            return self.tr(
                "The engine cannot be reached at the moment. The draft comes by itself once it can."
            )
        if problem is not None:
            said, code = told(problem), problem.code
        else:
            code = drafted.done.code if drafted.done is not None else ""
            said = f"{what_failed(code)} {what_to_do(code)}"
        return self.tr("{said}\nCode: {code}").format(said=said, code=code)

    def remark(self, drafted: DraftState) -> str:
        """Return remarks on how the draft ended."""
        done, said = drafted.done, []
        if drafted.fallbacks and drafted.kind == "composed":
            said.append(self.tr("The model could not write it."))
        if drafted.dropped and len(drafted.unsourced) == len(drafted.evidence):
            said.append(self.tr("Nothing is left: no source says any of it."))
        if done is None:
            return " ".join(said)
        if done.reason == "length":
            said.append(self.tr("It ends where the model's room for a reply ended."))
        if done.other_lang:
            said.append(
                self.tr("It is not in the customer's language: no entry in it answers, or the "
                        "model cannot write it.")
            )  # fmt: skip
        if done.left_out:
            said.append(
                self.tr("Part of a source was left out: it reads like an instruction to a machine.")
            )
        if done.dropped_turns:
            said.append(
                self.tr("%Ln messages from before did not fit and were not read.", "",
                        done.dropped_turns)
            )  # fmt: skip
        if done.dropped_passages:
            said.append(
                self.tr("%Ln sources did not fit and were not read.", "", done.dropped_passages)
            )
        return " ".join(said)

    def evidence(self, drafted: DraftState) -> str:
        """Count the sentences with and without a source, for users who do not see the colours."""
        good = sum(one.support == "supported" for one in drafted.evidence)
        bad = len(drafted.unsourced)
        with_source = self.tr("%Ln sentences with a source", "", good)
        without = self.tr("%Ln sentences without a source", "", bad)
        return self.tr("{with_source}, {without}").format(with_source=with_source, without=without)

    def why(self, one: DraftEvidence) -> str:
        """Return why a sentence has no source."""
        reasons = {
            "number": self.tr("No source says this: a number differs."),
            "negation": self.tr("No source says this: one says yes where the other says no."),
            "direction": self.tr("No source says this: before or after, more or less differ."),
            "opposite": self.tr("No source says this: it says the opposite."),
            "condition": self.tr("No source says this: a condition differs."),
            "name": self.tr("No source says this: a name differs."),
            "code": self.tr("No source says this: a code or an address differs."),
        }
        return reasons.get(one.reason, self.tr("No source says this."))


def _figure(rate: float) -> str:
    return QLocale().toString(round(rate))
