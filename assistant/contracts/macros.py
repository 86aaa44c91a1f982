"""Types for macros, the prepared texts of agents."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from assistant.contracts.base import Filled, Lang, Reply, Wire

MacroKind = Literal["macro", "greeting", "signature"]
MacroName = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]


class MacroBody(Wire):
    """A text with the variables `{{customer}}`, `{{agent}}`, `{{order}}` and `{{date}}`; the agent
    is asked for the values of others. Greetings and signatures belong to a language."""

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
