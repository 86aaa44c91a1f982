"""Reads the conversations of a JSON export with the reader of the tool that wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.transcripts.conversation_assembler import ConversationAssembler
from assistant.transcripts.formats.base import ObjectFormat, People
from assistant.transcripts.objects.elements import Element, JsonElements
from assistant.transcripts.objects.part_joiner import PartJoiner
from assistant.transcripts.raw_conversations import RawConversation
from assistant.transcripts.records import ConversationRecord
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem, Progress

ReadEvent = ConversationRecord | Problem | Progress


def read_objects(
    files: Sequence[JsonElements],
    reader: ObjectFormat,
    assembler: ConversationAssembler,
    limits: Limits,
    *,
    scattered: bool,
) -> Iterator[ReadEvent]:
    """Yield conversations, problems and progress.

    Args:
        files: The JSON files of the export.
        reader: Reader for the tool that wrote it.
        assembler: Assembles the conversations.
        limits: Limits of memory.
        scattered: Whether messages or people are stored apart from their conversations, so that
            everything has to be read twice.
    """
    reading = _Reading(reader, assembler, PartJoiner(limits))
    if scattered:
        for file in files:
            yield from reading.look(file)
    for file in files:
        yield from reading.read(file)
    yield from reading.rest()


class _Reading:
    def __init__(
        self, reader: ObjectFormat, assembler: ConversationAssembler, joiner: PartJoiner
    ) -> None:
        self._reader = reader
        self._assembler = assembler
        self._joiner = joiner
        self._people = People()
        self._strange: set[str] = set()

    def look(self, file: JsonElements) -> Iterator[Progress]:
        """The first pass: collect the people, and count the parts of each conversation."""
        for event in file:
            if isinstance(event, Progress):
                yield Progress(0, event.total)
            elif isinstance(event, Element) and isinstance(event.value, dict):
                kind = self._reader.kind(event.value, event.collection)
                if kind in ("head", "part"):
                    self._joiner.expect(self._reader.group(event.value))
                elif kind == "person" and (found := self._reader.person(event.value)):
                    self._people.known[found[0]] = found[1]

    def read(self, file: JsonElements) -> Iterator[ReadEvent]:
        for event in file:
            if isinstance(event, Element):
                yield from self._element(event)
            else:
                yield event

    def _element(self, event: Element) -> Iterator[ReadEvent]:
        value = event.value
        kind = self._reader.kind(value, event.collection) if isinstance(value, dict) else ""
        if kind == "conversation":
            for one in self._reader.conversations(value):
                raw = RawConversation(row=event.number)
                self._reader.begin(raw, one, self._people)
                yield from self._assembler.assemble(raw)
        elif kind in ("head", "part"):
            key = self._reader.group(value)
            parts = self._joiner.add(key, event.number, value)
            if parts is not None:
                yield from self._together(key, parts)
        elif kind == "" and event.collection not in self._strange:
            yield from self._unknown(event)

    def _unknown(self, event: Element) -> Iterator[Problem]:
        """Report an object that the reader does not know; for a nested list, only its first one."""
        if event.collection:
            self._strange.add(event.collection)
        yield Problem(
            "conversation.unknown",
            expected=f"an object as {self._reader.title} writes it",
            found="a list of others, which is passed over" if event.collection else "another one",
            remedy="Nothing is lost if these are not conversations; "
            "otherwise read the file with a mapping",
            row=event.number,
        )

    def rest(self) -> Iterator[ReadEvent]:
        for key, parts in self._joiner.rest():
            yield from self._together(key, parts)

    def _together(self, key: str, parts: list[tuple[int, Any]]) -> Iterator[ReadEvent]:
        raw = RawConversation(row=parts[0][0], key=key)
        reader, people = self._reader, self._people
        kinds = [reader.kind(value, "comments") for _, value in parts]
        for kind, (_, value) in zip(kinds, parts, strict=True):
            if kind == "head":
                reader.begin(raw, value, people)
                if "part" in kinds and reader.repeats_head:
                    raw.messages.clear()
        for kind, (_, value) in zip(kinds, parts, strict=True):
            if kind == "part":
                reader.add(raw, value, people)
        yield from self._assembler.assemble(raw)
