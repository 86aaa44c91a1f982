"""What the draft's card says about the draft, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject

from gui.engine.problems import UNREACHABLE
from gui.inbox.suggestions.draft.drafted import Drafted
from gui.notices import told
from gui.writer_words import backend

if TYPE_CHECKING:
    from assistant.contracts import DraftEvidence, DraftFallback

_SOME: Final = 0.5
"""Tokens in a second; a lower rate is not worth a figure."""


class DraftWords(QObject):
    """One method a place on the card."""

    def state(self, drafted: Drafted) -> str:
        """The right end of the card's first line: how fast, or who wrote it."""
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

    def waiting(self, drafted: Drafted) -> str:
        """Why there is no text yet."""
        reason = drafted.waiting.reason if drafted.waiting is not None else ""
        return {
            "turn": self.tr("Another draft is being written first"),
            "loading": self.tr("The model is loading"),
            "reading": self.tr("The model reads the conversation"),
        }.get(reason, self.tr("A draft is on its way"))

    def failed(self, drafted: Drafted) -> str:
        """Why there is no draft, what to do, and the code."""
        problem = drafted.problem
        if problem is not None and problem.code == UNREACHABLE and not problem.status:
            return self.tr("The engine is not there at the moment. The draft comes by itself.")
        if problem is not None:
            said, code = told(problem), problem.code
        else:
            code = drafted.done.code if drafted.done is not None else ""
            said = f"{self._failed(code)} {self._remedy(code)}"
        return self.tr("{said}\nCode: {code}").format(said=said, code=code)

    def remark(self, drafted: Drafted) -> str:
        """What one should know about how it ended."""
        done, said = drafted.done, []
        if drafted.fallbacks and drafted.kind == "composed":
            said.append(self.tr("The model could not write it."))
        if done is None:
            return " ".join(said)
        if done.reason == "length":
            said.append(self.tr("It ends where the model's room for a reply ended."))
        if done.dropped_turns:
            said.append(
                self.tr("%Ln earlier messages did not fit and were not read.", "",
                        done.dropped_turns)
            )  # fmt: skip
        if done.dropped_passages:
            said.append(
                self.tr("%Ln sources did not fit and were not read.", "", done.dropped_passages)
            )
        return " ".join(said)

    def evidence(self, drafted: Drafted) -> str:
        """How many sentences have a source, for those who do not see the colours."""
        good = sum(one.support == "supported" for one in drafted.evidence)
        bad = len(drafted.unsourced)
        with_source = self.tr("%Ln sentences with a source", "", good)
        without = self.tr("%Ln sentences without a source", "", bad)
        return self.tr("{with_source}, {without}").format(with_source=with_source, without=without)

    def why(self, one: DraftEvidence) -> str:
        """Why no source says a sentence."""
        reasons = {
            "number": self.tr("No source says this: a number is another one."),
            "negation": self.tr("No source says this: one says yes where the other says no."),
            "direction": self.tr("No source says this: before or after, more or less differ."),
            "opposite": self.tr("No source says this: it says the opposite."),
            "condition": self.tr("No source says this: a condition differs."),
            "name": self.tr("No source says this: a name is another one."),
            "code": self.tr("No source says this: a code or an address is another one."),
        }
        return reasons.get(one.reason, self.tr("No source says this."))

    def fallback(self, one: DraftFallback) -> str:
        """What failed, what writes instead, and what to do."""
        instead = backend(one.to_backend)
        return self.tr("{what} Drafts are written by {instead} for now. {remedy}").format(
            what=self._failed(one.code), instead=instead, remedy=self._remedy(one.code)
        )

    def _failed(self, code: str) -> str:
        known = {
            "model.load": self.tr("The model could not be loaded."),
            "model.memory": self.tr("There was not enough memory for the model."),
            "model.gpu-missing": self.tr("No graphics processor can be used."),
            "model.gpu-fault": self.tr("The graphics processor failed."),
            "model.died": self.tr("The process that writes drafts ended unexpectedly."),
            "model.hung": self.tr("The process that writes drafts stopped answering."),
            "model.failed": self.tr("The model failed while it wrote."),
            "model.prompt-too-long": self.tr("The message is longer than the model can read."),
            "model.template": self.tr("The model's chat template cannot be used."),
            "model.server": self.tr("The server for drafts did not answer as it should."),
            "model.server-unreachable": self.tr("The server for drafts cannot be reached."),
            "model.server-refused": self.tr("The server for drafts refused the request."),
            "shelf.files-damaged": self.tr("Files of the model are damaged."),
        }
        return known.get(code, self.tr("The model could not write."))

    def _remedy(self, code: str) -> str:
        known = {
            "model.memory": self.tr("Close other programs, or choose a smaller model in Settings."),
            "model.server": self.tr("Ask whoever runs that server."),
            "model.server-unreachable": self.tr("Ask whoever runs that server."),
            "model.server-refused": self.tr("Check its address and token."),
            "shelf.files-damaged": self.tr("Check the model in Settings, or add it again."),
            "model.load": self.tr("Check the model in Settings, or add it again."),
        }
        return known.get(code, self.tr("If it comes again, choose another model in Settings."))


def _figure(rate: float) -> str:
    return QLocale().toString(round(rate))
