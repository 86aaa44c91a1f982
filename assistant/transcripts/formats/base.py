"""The interface of readers for JSON exports, and helpers for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.transcripts.raw_conversations import RawConversation
from assistant.transcripts.records import Role
from retrieval.documents.json_files import cell_text
from retrieval.documents.wording import folded

Object = Mapping[str, Any]
Kind = Literal["conversation", "head", "part", "person", ""]
"""What an object is: a whole conversation; a conversation without its messages (`head`); a message
that names its conversation (`part`); a person; or an object that this tool does not write ("")."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person listed in an export separately from the messages."""

    name: str
    role: Role | None = None
    email: str = ""


@dataclass(slots=True)
class People:
    """All listed people by id."""

    known: dict[str, Person] = field(default_factory=dict)
    _by_name: dict[str, Role | None] = field(default_factory=dict)

    def name(self, id_: str) -> str:
        person = self.known.get(id_)
        return person.name if person else ""

    def role(self, id_: str) -> Role | None:
        person = self.known.get(id_)
        return person.role if person else None

    def role_of_name(self, name: str) -> Role | None:
        """The role of the person listed under this name; None if there is none."""
        if not self._by_name:
            self._by_name = {folded(person.name): person.role for person in self.known.values()}
        return self._by_name.get(folded(name))


class ObjectFormat:
    """Base class of readers for the JSON objects of one tool."""

    key: str
    title: str
    boundaries: str = "export"
    html: bool | None = None
    telling: int = 1
    """Number of matching objects that must be seen to be sure of the format."""
    repeats_head: bool = False
    """Whether the first part of a conversation repeats the text of its head."""

    def kind(self, value: Object, collection: str) -> Kind:
        """What an object is, judged by the keys that only this tool writes."""
        raise NotImplementedError

    def group(self, value: Object) -> str:
        """Id of the conversation that a head or part belongs to."""
        return id_of(value.get("conversation_id"))

    def conversations(self, value: Object) -> list[Object]:
        """The conversations in an object of kind "conversation": usually just the object."""
        return [value]

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        """Add the details and messages of a whole conversation or a head to the raw one."""
        raise NotImplementedError

    def add(self, raw: RawConversation, value: Object, people: People) -> None:
        """Add the message of a part to the raw conversation."""
        raise NotImplementedError

    def person(self, value: Object) -> tuple[str, Person] | None:
        """The id and the person of an object of kind "person"."""
        return None


def id_of(value: Any) -> str:
    """An id as text, whether it is written as a string or as a number."""
    if isinstance(value, bool) or value is None:
        return ""
    return cell_text(value).strip()[:200] if isinstance(value, str | int | float) else ""


def text_of(*values: Any) -> str:
    """The first of these values that is a non-blank string; "" if none is."""
    return next((v for v in values if isinstance(v, str) and v.strip()), "")


def part_of(value: Object, *keys: str) -> Object:
    """The nested object under the first of these keys that has one; an empty one if none has."""
    return next((value[key] for key in keys if isinstance(value.get(key), dict)), {})


def list_of(value: Any) -> list[Object]:
    """The objects in a list; empty if the value is not a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
