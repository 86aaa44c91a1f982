"""What the doctor finds: one line a thing looked at, with what to do if it is not well."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from assistant.errors import CodedError


class Finding(BaseModel):
    """One thing looked at. `advice` works, but could be better; `broken` does not work."""

    name: str
    state: Literal["ok", "advice", "broken"] = "ok"
    text: str
    remedy: str = ""
    code: str = ""
    details: dict[str, str] = {}


class Report(BaseModel):
    """Everything looked at; `ok` unless something is broken."""

    ok: bool
    findings: list[Finding]


def broken(name: str, error: CodedError) -> Finding:
    """A coded error as a finding."""
    text = f"expected {error.expected}, found {error.found}" if error.expected else error.found
    return Finding(name=name, state="broken", text=text, remedy=error.remedy, code=error.code)
