"""Plans for reading an export whose format is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Protocol

from assistant.transcripts.conversation_assembler import ConversationAssembler
from assistant.transcripts.formats import slack, whatsapp
from assistant.transcripts.formats.base import ObjectFormat
from assistant.transcripts.formats.known import TITLES
from assistant.transcripts.members import Member
from assistant.transcripts.objects.elements import JsonElements
from assistant.transcripts.objects.reading import ReadEvent, read_objects
from assistant.transcripts.raw_conversations import RawConversation, RawMessage
from assistant.transcripts.recognition.detected import evidence_text
from assistant.transcripts.settings import ReadingSettings
from assistant.transcripts.values.day_order import order_of, told_order
from assistant.transcripts.values.times import Clock
from retrieval.documents.encoding import Encoding
from retrieval.documents.limits import Limits
from retrieval.documents.records import Progress
from retrieval.documents.wording import folded

SAMPLE_OBJECTS = 2_000
SAMPLE_FILES = 20
_SAMPLE_LINES = 20_000
_PROGRESS_LINES = 2_000
_SLACK_EVIDENCE = evidence_text(
    text="a list of users or channels, and a file a day in a folder a channel"
)
_CHAT_EVIDENCE = evidence_text(text="lines that begin with a time and a name")
_CHAT_OF = (
    "whatsapp chat with ", "whatsapp chat - ", "whatsapp-chat mit ", "whatsapp chat mit ",
    "discussion whatsapp avec ", "chat de whatsapp con ", "conversa do whatsapp com ",
    "conversa no whatsapp com ", "chat whatsapp con ", "与", "whatsapp 聊天 - ",
)  # fmt: skip


class Plan(Protocol):
    """A way to read an export."""

    @property
    def key(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def boundaries(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def evidence(self) -> list[str]: ...

    def settled(self, settings: ReadingSettings) -> ReadingSettings:
        """The settings, completed with what has to be inferred from the export."""

    def read(
        self, assembler: ConversationAssembler, settings: ReadingSettings, *, sample: bool
    ) -> Iterator[ReadEvent]:
        """Yield the conversations; with `sample` only those at the beginning."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A file of unknown format, with its columns or keys."""

    columns: tuple[str, ...]
    encoding: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _First:
    """Iterates over the first objects of a file."""

    file: JsonElements
    most: int

    def __iter__(self) -> Iterator[Any]:
        return islice(iter(self.file), self.most)


@dataclass(slots=True)
class ObjectPlan:
    """Reads JSON of a known tool."""

    reader: ObjectFormat
    files: Sequence[JsonElements]
    limits: Limits
    scattered: bool
    confidence: float
    evidence: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.reader.key

    @property
    def boundaries(self) -> str:
        return self.reader.boundaries

    @property
    def encoding(self) -> str:
        return self.files[0].encoding.name

    def settled(self, settings: ReadingSettings) -> ReadingSettings:
        return settings

    def read(
        self, assembler: ConversationAssembler, settings: ReadingSettings, *, sample: bool
    ) -> Iterator[ReadEvent]:
        files: Sequence[Any] = self.files
        if sample:
            files = [_First(file, SAMPLE_OBJECTS) for file in self.files[:SAMPLE_FILES]]
        yield from read_objects(
            files, self.reader, assembler, self.limits, scattered=self.scattered
        )


@dataclass(slots=True)
class SlackPlan:
    """Reads the folders of a Slack export."""

    members: Sequence[Member]
    confidence: float = 0.97
    evidence: list[str] = field(default_factory=lambda: [_SLACK_EVIDENCE])
    key: str = "slack"
    boundaries: str = "thread"
    encoding: str = "utf-8"

    def settled(self, settings: ReadingSettings) -> ReadingSettings:
        return settings

    def read(
        self, assembler: ConversationAssembler, settings: ReadingSettings, *, sample: bool
    ) -> Iterator[ReadEvent]:
        known = slack.people(self.members)
        found = slack.channels(self.members)
        for done, (channel, files) in enumerate(found.items()):
            yield Progress(done, len(found))
            files = files[:SAMPLE_FILES] if sample else files
            for raw in slack.raw_conversations(channel, files, known, settings.gap_seconds):
                if isinstance(raw, RawConversation):
                    yield from assembler.assemble(raw)
                else:
                    yield raw


@dataclass(slots=True)
class WhatsAppPlan:
    """Reads WhatsApp chats, each in a text file of its own."""

    chats: Sequence[tuple[Member, Encoding]]
    archive: str = ""
    confidence: float = 0.95
    evidence: list[str] = field(default_factory=lambda: [_CHAT_EVIDENCE])
    key: str = "whatsapp"
    boundaries: str = "gap"

    @property
    def encoding(self) -> str:
        return self.chats[0][1].name

    def settled(self, settings: ReadingSettings) -> ReadingSettings:
        """Infer the order of day and month from all dates, and the agents from who speaks first."""
        if settings.day_first is None:
            stamps = (one.at for chat in self.chats for one in self._raw_messages(chat))
            order = order_of(stamps, dashes=True)
            settings = replace(settings, day_first=order.day_first)
            self.evidence.append(told_order(order))
        if not settings.agents:
            agents = {name for chat in self.chats for name in self._agents(chat, settings)}
            settings = replace(settings, agents=tuple(sorted(agents)))
            if agents:
                self.evidence.append(
                    evidence_text(text="the one who mostly speaks first is taken for the customer")
                )
        return settings

    def _raw_messages(self, chat: tuple[Member, Encoding]) -> Iterator[RawMessage]:
        member, encoding = chat
        with encoding.open(member) as text:
            yield from whatsapp.messages(text)

    def _agents(self, chat: tuple[Member, Encoding], settings: ReadingSettings) -> set[str]:
        """The agent in a chat between two people; empty if there are more."""
        begins: Counter[str] = Counter()
        names: dict[str, None] = {}
        for raw in self._raw_conversations(chat, settings):
            speakers = [one.author for one in raw.messages if one.author and one.role is None]
            names.update(dict.fromkeys(speakers))
            begins.update(speakers[:1])
        if len(names) != 2:
            return set()
        own = chat[0].name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        # on iOS, only the archive is named after the other person
        titles = [folded(title.replace("_", " ")) for title in (own, self.archive)]
        of = next((t[len(p) :] for t in titles for p in _CHAT_OF if t.startswith(p)), "")
        customer = next((name for name in names if folded(name) == folded(of)), "")
        if not customer:
            customer = max(names, key=lambda name: begins[name])
        return set(names) - {customer}

    def _raw_conversations(
        self, chat: tuple[Member, Encoding], settings: ReadingSettings
    ) -> Iterator[RawConversation]:
        """Split the chat into conversations at long gaps in time."""
        day_first = True if settings.day_first is None else settings.day_first
        clock = Clock(day_first=day_first)
        raw: RawConversation | None = None
        last = None
        for one in self._raw_messages(chat):
            at = clock.read(one.at)
            silent = at and last and abs((at - last).total_seconds()) > settings.gap_seconds
            if raw is None or silent:
                if raw is not None:
                    yield raw
                raw = RawConversation(row=one.row, key=f"{chat[0].stem}/{one.at}", by_order=True)
            raw.messages.append(one)
            last = at or last
        if raw is not None:
            yield raw

    def read(
        self, assembler: ConversationAssembler, settings: ReadingSettings, *, sample: bool
    ) -> Iterator[ReadEvent]:
        for done, chat in enumerate(self.chats):
            yield Progress(done, len(self.chats))
            for count, raw in enumerate(self._raw_conversations(chat, settings)):
                if sample and (raw.row or 0) > _SAMPLE_LINES:
                    break
                if count % _PROGRESS_LINES == 1:
                    yield Progress(done, len(self.chats))
                yield from assembler.assemble(raw)


def is_whatsapp(lines: Sequence[str]) -> bool:
    """Whether these are lines of a WhatsApp chat: several begin with a time, among them the first
    or second."""
    filled = [line for line in lines if line.strip()]
    heads = [whatsapp.line_head(line) is not None for line in filled]
    return any(heads[:2]) and (sum(heads) >= 3 or sum(heads) * 2 >= len(heads))


def title_of(key: str) -> str:
    """The display name of a format."""
    return TITLES.get(key, "")
