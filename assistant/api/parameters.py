"""Parameters that many routes share, bounded once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from assistant.contracts import Lang

_LARGEST_ID = 2**63 - 1
_WORDS = 4000

IdInPath = Annotated[int, Path(ge=1, le=_LARGEST_ID)]
Cursor = Annotated[int | None, Query(ge=1, le=_LARGEST_ID, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=500, description="Items on a page")]
OneId = Annotated[int | None, Query(ge=1, le=_LARGEST_ID)]
Words = Annotated[str, Query(max_length=_WORDS, description="What to look for")]
Name = Annotated[str, Query(max_length=500)]
LangInQuery = Annotated[Lang, Query(description='Primary language subtag; "" for any')]
