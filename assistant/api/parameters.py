"""Types of path and query parameters that several routes share, with their bounds."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import AwareDatetime, BeforeValidator

from assistant.contracts import Lang

_LARGEST_ID = 2**63 - 1
_WORDS = 4000


def _not_a_bare_number(value: Any) -> Any:
    # pydantic would interpret a number as seconds since 1970
    if isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).isdigit():
        raise ValueError("a date and time in ISO 8601 is expected")
    return value


IdInPath = Annotated[int, Path(ge=1, le=_LARGEST_ID)]
Cursor = Annotated[int | None, Query(ge=1, le=_LARGEST_ID, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=500, description="Items on a page")]
Skip = Annotated[int, Query(ge=0, le=10_000_000, description="Items to pass over first")]
OneId = Annotated[int | None, Query(ge=1, le=_LARGEST_ID)]
Version = Annotated[int, Query(ge=1, le=2**31, description="As it was read")]
Words = Annotated[str, Query(max_length=_WORDS, description="What to look for")]
Name = Annotated[str, Query(max_length=500)]
Moment = Annotated[
    AwareDatetime | None,
    BeforeValidator(_not_a_bare_number),
    Query(description="ISO 8601, with its zone"),
]
LangInQuery = Annotated[Lang, Query(description='Primary language subtag; "" for any')]
