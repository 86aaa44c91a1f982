"""Texts an agent keeps at hand."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from assistant.contracts.base import Filled, Lang, Reply, Wire

MacroKind = Literal["macro", "greeting", "signature"]
MacroName = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]


class MacroBody(Wire):
    """A text with variables: `{{customer}}`, `{{agent}}`, `{{order}}`, `{{date}}`; others are
    asked for. A greeting and a signature belong to a language."""

    kind: MacroKind = "macro"
    name: MacroName
    text: Filled
    lang: Lang = ""


class Macro(Reply):
    id: int
    kind: MacroKind
    name: str
    text: str
    lang: str
    updated_at: datetime
