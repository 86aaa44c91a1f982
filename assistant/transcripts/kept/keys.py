"""Keys of the solved replies of a kept conversation, inside the source of its set."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement


def source_name(id_: int) -> str:
    """The name of the source that a set's solved replies belong to."""
    return f"Transcripts {id_}"


def key_of(key: str) -> str:
    """What the keys of a conversation's replies begin with; a number follows behind a stroke."""
    return f"transcript/{key}"


def of_conversation(column: ColumnElement[Any], key: str) -> ColumnElement[bool]:
    """Whether a reply's key is of this conversation."""
    return column.startswith(f"{key_of(key)}/", autoescape=True)
