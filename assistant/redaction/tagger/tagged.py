"""The findings of a tagger."""

from __future__ import annotations

from typing import NamedTuple


class Tagged(NamedTuple):
    """A span of a text; `kind` is "Name", "Address" or "Postcode"."""

    start: int
    end: int
    kind: str
