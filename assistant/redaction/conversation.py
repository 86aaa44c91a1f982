"""Redacts a whole conversation: one person has the same placeholder in all of its messages.

Participants are known from the export's fields, the e-mail address, and the greetings and
signatures of all messages; a tagger, if given, adds names and addresses that no pattern reveals.
Then every text is searched for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Protocol

from assistant.redaction.finding import Found
from assistant.redaction.findings import SUBJECT, Candidate, Findings, Place
from assistant.redaction.names import Names
from assistant.redaction.people import is_role
from assistant.redaction.placeholders import Placeholders, Value, replaced
from assistant.redaction.plain import Plain
from assistant.redaction.review_candidates import candidates_in
from assistant.redaction.spans import Span
from assistant.redaction.tagger.tagged import Tagged
from assistant.transcripts.records import ConversationRecord

_AT_ONCE: Final = 32
"""Number of conversations that are tagged together."""
_LEFT: Final = 20
_STREETS: Final = 50
"""Maximum number of streets that are searched for in the whole conversation."""
_SMALL: Final = re.compile(r"[a-zß-ÿ]{3,40}")


class FindsNames(Protocol):
    """The interface of a tagger (`tagger.tagger.Tagger`)."""

    def find(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Names and addresses in each text."""


@dataclass(frozen=True, slots=True)
class RedactedConversation:
    """A conversation without personal data, and what was found in it.

    `record` keeps the original's key, times, roles and positions in the file; its people are
    replaced by placeholders, and the pieces that the reader removed from messages are gone.
    """

    record: ConversationRecord
    findings: Findings


def redact_conversation(
    record: ConversationRecord, tagger: FindsNames | None = None
) -> RedactedConversation:
    """Replace personal data by placeholders that are the same throughout a conversation."""
    return next(redact_conversations([record], tagger))


def redact_conversations(
    records: Iterable[ConversationRecord], tagger: FindsNames | None = None
) -> Iterator[RedactedConversation]:
    """Redact many conversations; tagging their texts in batches is several times faster."""
    coming = iter(records)
    while some := list(islice(coming, _AT_ONCE if tagger else 1)):
        texts = [Plain(text).text for record in some for text in _texts(record)]
        tagged = iter(tagger.find(texts) if tagger else [[]] * len(texts))
        for record in some:
            yield _redacted(record, list(islice(tagged, len(record.messages) + 1)))


def _texts(record: ConversationRecord) -> list[str]:
    """The subject, then the messages."""
    return [record.subject, *(message.text for message in record.messages)]


def _redacted(
    record: ConversationRecord, tagged: Sequence[Sequence[Tagged]]
) -> RedactedConversation:
    names = names_of(record)
    taken = [(record.customer_id.strip(), "Customer Number")]
    texts = [*_texts(record), *record.labels]
    more = (*tagged, *([()] * len(record.labels)))
    found = [
        Found(text, names, record.language, some, taken)
        for text, some in zip(texts, more, strict=True)
    ]
    for one in found:
        for name in one.names():
            names.add(name)
    streets = list(dict.fromkeys(street for one in found for street in one.streets()))[:_STREETS]
    for one in found:
        one.find_streets(streets)
        names.find_known(one.taken)
    return _replaced(record, texts, [one.places() for one in found])


def names_of(record: ConversationRecord) -> Names:
    """The participants, from the export's fields, removed signatures and the e-mail address."""
    names = Names([*_people(record)])
    names.learn(piece.text for message in record.messages for piece in message.removed)
    if record.customer_email:
        words = {word for text in _texts(record) for word in _SMALL.findall(text)}
        names.add_mail(record.customer_email, words)
    return names


def _people(record: ConversationRecord) -> list[str]:
    """The customer first, then all authors."""
    authors = (message.author for message in record.messages)
    return list(dict.fromkeys(filter(None, (record.customer_name, *authors, record.agent))))


def _replaced(
    record: ConversationRecord, texts: Sequence[str], spans: Sequence[Sequence[Span]]
) -> RedactedConversation:
    values = [
        [Value(kind, text[start:end]) for start, end, kind in places]
        for text, places in zip(texts, spans, strict=True)
    ]
    known = (*map(_field, _people(record)), _mail(record), _number(record))
    fields = [value for value in known if value]
    shown = Placeholders([*fields, *(value for some in values for value in some)])
    clean: list[str] = []
    places: list[Place] = []
    for message, (text, spots, some) in enumerate(zip(texts, spans, values, strict=True), SUBJECT):
        named = [shown.of(value) for value in some]
        result, starts = replaced(
            text, [(s.start, s.end, name) for s, name in zip(spots, named, strict=True)]
        )
        clean.append(result)
        if message < len(record.messages):
            places += (
                Place(message, s.start, s.end, s.kind, name, at)
                for s, name, at in zip(spots, named, starts, strict=True)
            )

    findings = Findings(tuple(places), tuple(_left(clean, record)))
    return RedactedConversation(_rewritten(record, clean, shown), findings)


def _rewritten(
    record: ConversationRecord, clean: Sequence[str], shown: Placeholders
) -> ConversationRecord:
    """The record with the redacted subject, messages and labels (in this order) and redacted
    fields.
    """

    def field(value: Value | None, text: str = "") -> str:
        return shown.of(value) if value else text

    count = len(record.messages)
    return replace(
        record, subject=clean[0], labels=tuple(clean[count + 1 :]),
        customer_name=field(_field(record.customer_name), record.customer_name),
        agent=field(_field(record.agent), record.agent),
        customer_email=field(_mail(record)), customer_id=field(_number(record)),
        messages=tuple(
            replace(
                message, text=text, author=field(_field(message.author), message.author), removed=()
            )
            for message, text in zip(record.messages, clean[1:], strict=False)
        ),
    )  # fmt: skip


def _mail(record: ConversationRecord) -> Value | None:
    return Value("Email", record.customer_email) if record.customer_email else None


def _number(record: ConversationRecord) -> Value | None:
    return Value("Customer Number", record.customer_id) if record.customer_id else None


def _field(text: str) -> Value | None:
    """The value of a field that names somebody; None for a role, such as "Support"."""
    if "@" in text:
        return Value("Email", text)
    if not any(map(str.isalpha, text)):
        return Value("Phone", text) if any(map(str.isdigit, text)) else None
    return None if is_role(text) else Value("Name", text)


def _left(texts: Sequence[str], record: ConversationRecord) -> Iterator[Candidate]:
    rest = _LEFT
    for message, text in enumerate(texts[: len(record.messages) + 1], SUBJECT):
        some = list(candidates_in(text, message, rest))
        rest -= len(some)
        yield from some
