"""Names the sources of sets, and the keys of their solved replies inside them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement


def source_name(id_: int) -> str:
    """The name of the source that a set's solved replies belong to."""
    return f"Transcripts {id_}"


def key_prefix(key: str) -> str:
    """Prefix of the keys of a conversation's replies; a slash and a number follow."""
    return f"transcript/{key}"


def of_conversation(column: ColumnElement[Any], key: str) -> ColumnElement[bool]:
    """SQL condition that a reply's key belongs to this conversation."""
    return column.startswith(f"{key_prefix(key)}/", autoescape=True)
