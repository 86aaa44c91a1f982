"""What a tagger says of a text."""

from __future__ import annotations

from typing import NamedTuple


class Tagged(NamedTuple):
    """A place in a text: `kind` is "Name", "Address" or "Postcode"."""

    start: int
    end: int
    kind: str
