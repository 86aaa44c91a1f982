"""What a reader of a JSON export is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.transcripts.records import Role
from assistant.transcripts.talks import Talk
from retrieval.documents.json_files import cell_text
from retrieval.documents.wording import folded

Object = Mapping[str, Any]
Kind = Literal["conversation", "head", "part", "person", ""]
"""What an object is: a whole conversation; a conversation without its messages (`head`); a
message that says which conversation it is of (`part`); somebody; or nothing this tool writes."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody an export lists apart from what they said."""

    name: str
    role: Role | None = None
    email: str = ""


@dataclass(slots=True)
class People:
    """Everybody that was listed, by id."""

    known: dict[str, Person] = field(default_factory=dict)
    _by_name: dict[str, Role | None] = field(default_factory=dict)

    def name(self, id_: str) -> str:
        person = self.known.get(id_)
        return person.name if person else ""

    def role(self, id_: str) -> Role | None:
        person = self.known.get(id_)
        return person.role if person else None

    def role_of_name(self, name: str) -> Role | None:
        """The role of whoever is listed under a name."""
        if not self._by_name:
            self._by_name = {folded(person.name): person.role for person in self.known.values()}
        return self._by_name.get(folded(name))


class ObjectFormat:
    """The reader of one tool's objects."""

    key: str
    title: str
    boundaries: str = "export"
    html: bool | None = None
    telling: int = 1
    """How many of its objects must be seen to be sure."""
    repeats_head: bool = False
    """Whether the first part of a conversation says the head's own words once more."""

    def kind(self, value: Object, collection: str) -> Kind:
        """What an object is, by the keys that only this tool writes."""
        raise NotImplementedError

    def group(self, value: Object) -> str:
        """Which conversation a head or part belongs to."""
        return id_of(value.get("conversation_id"))

    def conversations(self, value: Object) -> list[Object]:
        """The conversations in an object that is one: mostly itself."""
        return [value]

    def begin(self, talk: Talk, value: Object, people: People) -> None:
        """Take what a whole conversation or a head says, messages and all."""
        raise NotImplementedError

    def add(self, talk: Talk, value: Object, people: People) -> None:
        """Take a part."""
        raise NotImplementedError

    def person(self, value: Object) -> tuple[str, Person] | None:
        """Somebody that is listed, and their id."""
        return None


def id_of(value: Any) -> str:
    """An id as text, whether it is written as one or as a number."""
    if isinstance(value, bool) or value is None:
        return ""
    return cell_text(value).strip()[:200] if isinstance(value, str | int | float) else ""


def text_of(*values: Any) -> str:
    """The first of these that is a text with something in it."""
    return next((v for v in values if isinstance(v, str) and v.strip()), "")


def part_of(value: Object, *keys: str) -> Object:
    """The object inside under the first of these keys that has one; an empty one else."""
    return next((value[key] for key in keys if isinstance(value.get(key), dict)), {})


def list_of(value: Any) -> list[Object]:
    """The objects of a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
