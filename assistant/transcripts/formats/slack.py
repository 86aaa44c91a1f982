"""Slack: an export with one folder per channel and one file per day.

A thread is a conversation; messages outside of threads are grouped until a gap in time
(slack.com/help/articles/220556107). Guests, and people of another workspace in a shared channel,
are customers (`is_restricted`, `is_ultra_restricted`, `is_stranger`).
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.transcripts.formats.base import Person, id_of, list_of, part_of, text_of
from assistant.transcripts.members import Member
from assistant.transcripts.raw_conversations import RawConversation, RawMessage
from assistant.transcripts.records import Role
from retrieval.documents.records import Problem

_LISTS = ("users", "org_users", "channels", "groups", "dms", "mpims")
_OTHER = (*_LISTS, "integration_logs", "canvases", "content_flags", "huddle_transcripts", "lists")
_USER = re.compile(r"<@([UW]\w{1,20})(?:\|([^<>]{0,80}))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^<>|]{1,2000})(?:\|([^<>]{0,500}))?>")
_CHANNEL = re.compile(r"<#([^<>|]{1,80})(?:\|([^<>]{0,80}))?>")
_CALL = re.compile(r"<!(?:subteam\^|date\^)?([^<>|^]{1,80})[^<>|]{0,200}(?:\|([^<>]{0,80}))?>")
_SLACKBOT = "USLACKBOT"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LARGEST = 64 * 1024 * 1024


def is_slack(members: Sequence[Member]) -> bool:
    """Whether these files are an export of Slack."""
    top = {member.stem for member in members if member.suffix == ".json"}
    days = any(_DAY.fullmatch(member.stem) and member.folder for member in members)
    return days and bool(top & {"users", "org_users", "channels", "groups", "dms", "mpims"})


def channels(members: Sequence[Member]) -> Mapping[str, list[Member]]:
    """Channel → its files, oldest first."""
    found: dict[str, list[Member]] = {}
    for member in sorted(members, key=lambda one: (one.folder, one.stem)):
        if member.suffix == ".json" and member.folder and member.stem not in _OTHER:
            found.setdefault(member.folder, []).append(member)
    return found


def people(members: Sequence[Member]) -> dict[str, Person]:
    """Id → person; only bots and customers have a role."""
    known: dict[str, Person] = {}
    for member in members:
        if member.stem in ("users", "org_users") and member.suffix == ".json":
            for user in list_of(load(member)):
                profile = part_of(user, "profile")
                name = text_of(
                    profile.get("real_name"), user.get("real_name"), profile.get("display_name"),
                    user.get("name"),
                )  # fmt: skip
                id_ = id_of(user.get("id"))
                known[id_] = Person(name, _role(id_, user), text_of(profile.get("email")))
    return known


def _role(id_: str, user: Mapping[str, Any]) -> Role | None:
    """The role of a bot or an outsider; None for members of the workspace."""
    if user.get("is_bot") is True or id_ == _SLACKBOT:
        return Role.BOT
    outside = ("is_stranger", "is_restricted", "is_ultra_restricted")
    return Role.CUSTOMER if any(user.get(flag) is True for flag in outside) else None


def load(member: Member) -> Any:
    """The JSON value of a small file; None if it is not valid JSON."""
    with member.open("rb") as file:
        data = file.read(_LARGEST)
    try:
        return json.loads(data.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None


def raw_conversations(
    channel: str, files: Sequence[Member], known: Mapping[str, Person], gap_seconds: float
) -> Iterator[RawConversation | Problem]:
    """The conversations of a channel, and the problems of its files."""
    threads: dict[str, RawConversation] = {}
    running: RawConversation | None = None
    last = 0.0
    for member in files:
        messages = load(member)
        if not isinstance(messages, list):
            yield _file_problem()
            continue
        for message in list_of(messages):
            one = _raw_message(message, known)
            if one is None:
                continue
            thread = text_of(message.get("thread_ts"))
            at = _seconds(message.get("ts"))
            if thread:
                raw = threads.setdefault(thread, _raw_conversation(channel, thread))
            else:
                if running is None or at - last > gap_seconds:
                    if running is not None:
                        yield running
                    running = _raw_conversation(channel, id_of(message.get("ts")))
                raw, last = running, at
            raw.messages.append(one)
    yield from threads.values()
    if running is not None:
        yield running


def _raw_conversation(channel: str, ts: str) -> RawConversation:
    raw = RawConversation(row=None, key=f"{channel}/{ts}", by_order=True)
    raw.label([channel])
    return raw


def _raw_message(message: Mapping[str, Any], known: Mapping[str, Person]) -> RawMessage | None:
    """A message; None if it has no text."""
    text = plain(text_of(message.get("text")), known)
    if not text:
        told = (
            text_of(one.get("fallback"), one.get("text"))
            for one in list_of(message.get("attachments"))
        )
        text = "\n".join(filter(None, told))
    if not text:
        return None
    user = id_of(message.get("user")) or id_of(message.get("bot_id"))
    profile = part_of(message, "user_profile", "bot_profile")
    listed = known.get(user, Person(""))
    name = text_of(
        listed.name, profile.get("real_name"), profile.get("name"), message.get("username")
    )
    subtype = str(message.get("subtype") or "")
    role: Role | None = listed.role
    if subtype == "bot_message" or message.get("bot_id"):
        role = Role.BOT
    elif subtype and subtype not in (
        "thread_broadcast",
        "file_share",
        "me_message",
        "file_comment",
    ):
        role = Role.NOTE  # a system message: somebody joined, the topic changed
    return RawMessage(text, role, name or user, user, message.get("ts"), html=False)


def plain(text: str, known: Mapping[str, Person]) -> str:
    """The text with Slack's markup (mentions, links, channels) as a person sees it."""
    text = _USER.sub(lambda m: "@" + (m[2] or known.get(m[1], Person(m[1])).name or m[1]), text)
    text = _LINK.sub(lambda m: f"{m[2]} ({m[1]})" if m[2] and m[2] not in m[1] else m[1], text)
    text = _CHANNEL.sub(lambda m: "#" + (m[2] or m[1]), text)
    text = _CALL.sub(lambda m: m[2] or "@" + m[1], text)
    return html.unescape(text)


def _seconds(ts: Any) -> float:
    try:
        seconds = float(ts)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return seconds if math.isfinite(seconds) else 0.0


def _file_problem() -> Problem:
    return Problem(
        "row.json",
        expected="a list of messages in each file",
        found="a file that is not JSON, or JSON of another kind",
        remedy="Unpack the export and look at that file, or export it again",
    )
