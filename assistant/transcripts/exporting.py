"""Reads an export in the reading process: recognises its format, then yields conversations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.transcripts.conversation_assembler import ConversationAssembler
from assistant.transcripts.members import members_of
from assistant.transcripts.objects.reading import ReadEvent
from assistant.transcripts.recognition.detected import (
    MOST_NAMES,
    Detected,
    evidence_text,
    shown,
    shown_columns,
)
from assistant.transcripts.recognition.plans import Plan, Unknown, title_of
from assistant.transcripts.recognition.recognising import recognise
from assistant.transcripts.records import ConversationRecord, Role
from assistant.transcripts.settings import ReadingSettings, wrong_encoding
from assistant.transcripts.values.day_order import order_of, told_order
from retrieval.documents.limits import Limits

_SAMPLE = 300
"""Number of conversations read to detect the format."""


def export_events(
    path: Path, options: dict[str, Any] | None, limits: Limits
) -> Iterator[Detected | ReadEvent]:
    """Yield what was detected in a sample, then the conversations, then what was detected in all.

    With the option `sample`, only the first is yielded. For an export of unknown format, a
    `Detected` with its columns is the only event.

    Raises:
        FileError: If the file as a whole cannot be read.
    """
    settings = ReadingSettings.of(options or {})
    try:
        yield from _events(path, settings, limits)
    except UnicodeError as error:
        if not settings.encoding:
            raise
        raise wrong_encoding() from error


def _events(
    path: Path, settings: ReadingSettings, limits: Limits
) -> Iterator[Detected | ReadEvent]:
    members = members_of(path, limits)
    plan = recognise(path, members, settings, limits)
    if isinstance(plan, Unknown):
        yield Detected(
            format="", columns=shown_columns(plan.columns), encoding=plan.encoding,
            evidence=plan.evidence,
        )  # fmt: skip
        return
    chosen = settings
    settings = plan.settled(settings)
    sampled = ConversationAssembler(settings, limits)
    count = 0
    for event in plan.read(sampled, settings, sample=True):
        count += isinstance(event, ConversationRecord)
        if count >= _SAMPLE:
            break
    settings = _with_order(settings, sampled, plan)
    yield _detected(plan, settings, chosen, sampled)
    if settings.sample:
        return
    assembler = ConversationAssembler(settings, limits)
    yield from plan.read(assembler, settings, sample=False)
    yield _detected(plan, settings, chosen, assembler)


def _with_order(
    settings: ReadingSettings, sampled: ConversationAssembler, plan: Plan
) -> ReadingSettings:
    """The settings with the order of day and month, if it has to be inferred from all dates."""
    stamps = sampled.clock.tally.undecided
    if settings.day_first is not None or not stamps:
        return settings
    order = order_of(stamps)
    if plan.key != "whatsapp":
        plan.evidence.append(told_order(order))
    return replace(settings, day_first=order.day_first)


def _told_cut(kind: str, count: int) -> str:
    if kind == "markup":
        return evidence_text(text=f"markup taken out of {count} messages")
    if kind == "quote":
        return evidence_text(text=f"quoted history taken out of {count} messages")
    if kind == "signature":
        return evidence_text(text=f"signatures taken off {count} messages")
    return evidence_text(text=f"greetings taken off {count} messages")


def _evidence(settings: ReadingSettings, assembler: ConversationAssembler) -> list[str]:
    """What was noticed while the conversations were assembled."""
    tally, times = assembler.tally, assembler.clock.tally
    evidence: list[str] = []
    if times.local and not settings.time_zone:
        evidence.append(
            evidence_text(text=f"{times.local} times without an offset are taken as UTC")
        )
    if times.unclear:
        evidence.append(
            evidence_text(text=f"{times.unclear} times that are not clear are left out")
        )
    if tally.guessed:
        evidence.append(
            evidence_text(
                text=f"in {tally.guessed} conversations who speaks first is taken for the customer"
            )
        )
    if tally.backwards:
        evidence.append(
            evidence_text(text=f"{tally.backwards} conversations did not stand in order of time")
        )
    evidence += [_told_cut(kind, count) for kind, count in tally.removed.items()]
    if not tally.roles[Role.AGENT]:
        evidence.append(evidence_text(text="no message of an agent was seen"))
    if not tally.roles[Role.CUSTOMER]:
        evidence.append(evidence_text(text="no message of a customer was seen"))
    return evidence


def _detected(
    plan: Plan, settings: ReadingSettings, chosen: ReadingSettings, assembler: ConversationAssembler
) -> Detected:
    tally = assembler.tally
    zone = settings.time_zone or ("UTC" if assembler.clock.tally.local else "")
    confidence = plan.confidence * (0.8 if tally.guessed and not chosen.agents else 1.0)
    return Detected(
        format=plan.key,
        title=title_of(plan.key),
        confidence=1.0 if chosen.format == plan.key else round(confidence, 3),
        encoding=plan.encoding,
        time_zone=zone,
        languages=dict(tally.languages.most_common()),
        boundaries=plan.boundaries,
        agents=tuple(name for name, _ in tally.agents.most_common(MOST_NAMES)),
        # automatic messages sent in a person's name do not make that person a bot
        bots=tuple(n for n, _ in tally.bots.most_common(MOST_NAMES) if n not in tally.agents),
        columns=shown_columns(getattr(plan, "columns_told", ())),
        mapping={role: shown(name) for role, name in getattr(plan, "mapping", {}).items()},
        evidence=(*plan.evidence, *_evidence(settings, assembler)),
        day_first=settings.day_first,
        gap_hours=settings.gap_seconds / 3600 if plan.boundaries in ("gap", "thread") else None,
    )
