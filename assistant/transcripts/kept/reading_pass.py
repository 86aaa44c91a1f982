"""One pass over an export: conversations are judged, counted and written as they are read."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from assistant.contracts import DetectedFormat, ExampleConversation, TranscriptChoices
from assistant.contracts.transcripts import RatingScale
from assistant.jobs import Step
from assistant.transcripts.doctor.counting import Doctor
from assistant.transcripts.doctor.examining import Examiner, Verdict
from assistant.transcripts.doctor.ratings import USUAL
from assistant.transcripts.kept.identities import Erased
from assistant.transcripts.kept.records import KeptTurn
from assistant.transcripts.kept.rows import Row
from assistant.transcripts.kept.store import TranscriptStore
from assistant.transcripts.reading import read_export
from assistant.transcripts.records import ConversationRecord
from retrieval.documents import Progress

_BATCH = 32
_MOST_CHARACTERS = 2_000_000
"""Maximum total length of the messages in a batch, since single conversations may be very long."""

Judged = tuple[ConversationRecord, Verdict]
MakeRows = Callable[[Sequence[Judged]], Iterable[Row]]


@dataclass(slots=True)
class Pass:
    """One pass over an export.

    Attributes:
        store, set_id, attempt: Where rows are written.
        erased: Tells which customers to leave out.
        make: Builds the rows of a batch of conversations; not every conversation needs one.
        doctor: Counts the conversations.
        scale: Rating scale of the export.
    """

    store: TranscriptStore
    set_id: int
    attempt: int
    erased: Erased
    make: MakeRows
    doctor: Doctor = field(default_factory=Doctor)
    scale: RatingScale = USUAL
    detected: DetectedFormat = field(default_factory=lambda: DetectedFormat(format=""))
    _waiting: list[Judged] = field(default_factory=list)
    _characters: int = 0

    def run(self, path: Path, choices: TranscriptChoices) -> Generator[Step, None, None]:
        """Read the file; yield the progress.

        Raises:
            CodedError: The file as a whole cannot be read, or a row cannot be written.
        """
        examiner = Examiner(self.erased, self.scale)
        step = Step(0)
        with closing(read_export(path, choices)) as events:
            for event in events:
                if isinstance(event, ConversationRecord):
                    verdict = examiner.judge(event)
                    self.doctor.add(event, verdict)
                    self._waiting.append((event, verdict))
                    self._characters += sum(len(message.text) for message in event.messages)
                    if len(self._waiting) >= _BATCH or self._characters > _MOST_CHARACTERS:
                        self._write()
                        yield step
                elif isinstance(event, DetectedFormat):
                    self.detected = event
                elif isinstance(event, Progress):
                    step = Step(event.done, event.total)
                    yield step
                else:
                    lost = self.doctor.left_out(event)
                    if lost is not None:
                        self._write([row_of(lost)])
        self._write()
        yield step

    def _write(self, lost: Sequence[Row] = ()) -> None:
        """Write the waiting batch, then the given rows, which follow it in the file."""
        some, self._waiting, self._characters = self._waiting, [], 0
        rows = [*self.make(some), *lost]
        if rows:
            self.store.write(self.set_id, self.attempt, rows, self.erased)


def row_of(example: ExampleConversation, identities: tuple[str, ...] = ()) -> Row:
    """The row of a conversation of which only an excerpt is kept."""
    return Row(
        key=example.key, row=example.row, at=example.at, reason=example.reason,
        subject=example.subject, identities=identities,
        turns=tuple(
            KeptTurn(turn.role, turn.text, None, tuple(turn.removed)) for turn in example.turns
        ),
    )  # fmt: skip
