"""Recognises the tool that wrote an export by keys and files that only that tool writes.

Runs in the reading process. A file of unknown format is returned with its columns or keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.transcripts.formats.base import ObjectFormat
from assistant.transcripts.formats.known import OBJECT_FORMATS
from assistant.transcripts.formats.slack import is_slack
from assistant.transcripts.generic.columns import NAMES
from assistant.transcripts.generic.loose import found_messages
from assistant.transcripts.generic.nested import check_named, nested_conversation
from assistant.transcripts.members import Member, members_of
from assistant.transcripts.objects.elements import Element, JsonElements
from assistant.transcripts.recognition.detected import evidence_text
from assistant.transcripts.recognition.file_sorting import encoding_of, sort_files
from assistant.transcripts.recognition.plans import (
    ObjectPlan,
    Plan,
    SlackPlan,
    Unknown,
    WhatsAppPlan,
)
from assistant.transcripts.recognition.row_plans import (
    ElementRows,
    NestedPlan,
    TablePlan,
    first_elements,
    table_plan,
)
from assistant.transcripts.recognition.tables import also, of_tables, of_workbook
from assistant.transcripts.settings import ReadingSettings
from retrieval.documents.columns import check_mapping, no_columns_error
from retrieval.documents.errors import FileError
from retrieval.documents.limits import Limits

_TOOL_ENDINGS = (".json", ".jsonl", ".ndjson", ".jsonlines", ".csv", ".tsv", ".txt", "")
_SURE = 0.6
_FEW = 0.3
"""Minimum share of objects that must be a tool's for the tool to be considered."""


def recognise(
    path: Path, members: Sequence[Member], settings: ReadingSettings, limits: Limits
) -> Plan | Unknown:
    """The plan for reading an export, or what is known of one with an unknown format.

    Raises:
        FileError: `export.format` if the chosen format does not fit, `table.mapping` if the mapping
            does not fit, or the error of the file itself if none can be read.
    """
    plan = _recognised(path, members, settings, limits)
    if isinstance(plan, Unknown) and settings.mapping:
        check_mapping(settings.mapping, NAMES, ())
        raise no_columns_error(plan.columns, settings.mapping, "")
    return plan


def _recognised(
    path: Path, members: Sequence[Member], settings: ReadingSettings, limits: Limits
) -> Plan | Unknown:
    wanted = settings.format or ("table" if settings.mapping else "")
    known = {"slack", "whatsapp", "twitter", "table", "json", *(one.key for one in OBJECT_FORMATS)}
    if wanted and wanted not in known:
        raise _format_error()
    if (not wanted and is_slack(members)) or wanted == "slack":
        return SlackPlan(members)
    found = sort_files(members, settings, limits)
    if (found.chats and not wanted) or wanted == "whatsapp":
        chats = found.chats or [(m, encoding_of(m, settings)) for m in members[:1]]
        return WhatsAppPlan(chats, path.stem)
    if found.json:
        return also(_of_json(found.json, settings, limits, wanted), len(found.tables))
    if found.sheet:
        return of_workbook(path, settings, limits)
    if found.tables:
        return of_tables(found.tables, settings, limits)
    return Unknown(
        (), evidence=(evidence_text(text=f"{found.other} files that hold no conversations"),)
    )


def tool_plan(path: Path, limits: Limits) -> Plan | None:
    """The plan for reading an export of a known tool; None for tables, knowledge and other files.

    Raises:
        FileError: If an archive is damaged or unpacks to too much.
    """
    with path.open("rb") as file:
        packed = file.read(4).startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b"))
    if not packed and path.suffix.lower() not in _TOOL_ENDINGS:
        return None
    members = members_of(path, limits)
    try:
        plan = recognise(path, members, ReadingSettings(), limits)
    except FileError:
        return None  # reading it as knowledge will report the error
    if isinstance(plan, Unknown) or plan.key in ("table", "json") or plan.confidence < _SURE:
        return None
    return plan


def _of_json(
    files: Sequence[JsonElements], settings: ReadingSettings, limits: Limits, wanted: str
) -> Plan | Unknown:
    good, wrong = [], None
    for file in files:
        try:
            if first_elements([file], 1):
                good.append(file)
        except FileError as error:
            wrong = error
    if not good and wrong is not None:
        raise wrong
    sample = first_elements(good)
    if wanted in ("table", "json"):
        return _mapped_json(good, sample, settings, limits)
    tools = [one for one in OBJECT_FORMATS if not wanted or one.key == wanted]
    plans = [plan for one in tools if (plan := _tool_plan(one, good, sample, limits))]
    if plans:
        return max(plans, key=lambda plan: plan.confidence)
    if wanted:
        raise _format_error()
    return _nested_plan(good, sample, {}, limits) or _flat_plan(good, sample, {}, limits)


def _tool_plan(
    reader: ObjectFormat, files: Sequence[JsonElements], sample: Sequence[Element], limits: Limits
) -> ObjectPlan | None:
    kinds = [
        (reader.kind(one.value, one.collection) if isinstance(one.value, dict) else "", one)
        for one in sample
    ]
    good = sum(kind in ("conversation", "head", "part") for kind, _ in kinds)
    # another list beside the conversations (macros, settings) is no evidence against the tool
    own = {one.collection for kind, one in kinds if kind} | {""}
    all_ = sum(one.collection in own for _, one in kinds) - sum(k == "person" for k, _ in kinds)
    if not good or good < _FEW * all_:
        return None
    scattered = any(kind in ("head", "part", "person") for kind, _ in kinds)
    told = evidence_text(
        text=f"keys that only {reader.title} writes, in {good} of the first {all_} objects"
    )
    evidence = [told]
    if scattered:
        evidence.append(
            evidence_text(text="messages or people stand apart from their conversations")
        )
    confidence = round(0.98 * good / max(1, all_), 3)
    return ObjectPlan(reader, files, limits, scattered, confidence, evidence)


def _mapped_json(
    files: Sequence[JsonElements],
    sample: Sequence[Element],
    settings: ReadingSettings,
    limits: Limits,
) -> Plan | Unknown:
    mapping = dict(settings.mapping)
    check_mapping(mapping, NAMES, ())
    nested = _nested_plan(files, sample, mapping, limits)
    if nested is None or not mapping:
        return nested or _flat_plan(files, sample, mapping, limits)
    keys: dict[str, None] = dict.fromkeys(nested.columns)
    check_named(mapping, keys)
    return nested


def _nested_plan(
    files: Sequence[JsonElements],
    sample: Sequence[Element],
    mapping: dict[str, str],
    limits: Limits,
) -> NestedPlan | None:
    """The plan for JSON of an unknown tool with lists of messages that state their authors."""
    good = told = untold = 0
    for element in sample:
        if found_messages(element.value, mapping or None) is None:
            continue
        value, number = element.value, element.number
        raw, problems = nested_conversation(value, number, mapping or None, limits)
        good += bool(raw.messages)
        told += sum(one.role is not None or one in raw.system for one in raw.messages)
        untold += sum(one.role is None and one not in raw.system for one in raw.messages)
        untold += sum(problem.code == "row.role" for problem in problems)
    if not mapping and (good * 2 < len(sample) or not good or told < untold):
        return None
    if not good:
        return None
    confidence = round(0.8 * good / len(sample) * told / max(1, told + untold), 3)
    told_in = evidence_text(
        text=f"lists of messages that say who wrote, in {good} of {len(sample)} objects"
    )
    return NestedPlan(files, limits, mapping, confidence, _keys(sample), [told_in])


def _flat_plan(
    files: Sequence[JsonElements],
    sample: Sequence[Element],
    mapping: dict[str, str],
    limits: Limits,
) -> Plan | Unknown:
    """The plan for JSON with a message, or a request with its reply, in each object."""
    encoding = files[0].encoding.name
    plan: TablePlan | tuple[str, ...] = ()
    if any(isinstance(one.value, dict) for one in sample):
        plan = table_plan(ElementRows(files), mapping or None, limits, encoding, "json")
    return plan if isinstance(plan, TablePlan) else Unknown(_keys(sample), encoding)


def _keys(sample: Sequence[Element]) -> tuple[str, ...]:
    """The keys of the first objects, and of the objects nested in them."""
    keys: dict[str, None] = {}
    for one in sample:
        value = one.value if isinstance(one.value, dict) else {}
        keys.update(dict.fromkeys(value))
        for inner in (*value.values(), one.value):
            first = inner[0] if isinstance(inner, list) and inner else inner
            if isinstance(first, dict):
                keys.update(dict.fromkeys(first))
    return tuple(key[:100] for key in keys)[:200]


def _format_error() -> FileError:
    return FileError(
        code="export.format",
        expected="a file of the format that was chosen",
        found="another one",
        remedy="Choose another format, or leave the choice to the detection",
    )
