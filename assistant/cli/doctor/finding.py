"""The result of one check by the doctor, with the remedy for a problem."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from assistant.errors import CodedError


class Finding(BaseModel):
    """The result of one check. `advice`: works, but could be better; `broken`: does not work."""

    name: str
    state: Literal["ok", "advice", "broken"] = "ok"
    text: str
    remedy: str = ""
    code: str = ""
    details: dict[str, str] = {}


class Report(BaseModel):
    """The results of all checks; `ok` unless something is broken."""

    ok: bool
    findings: list[Finding]


def broken(name: str, error: CodedError) -> Finding:
    """Convert a coded error to a finding."""
    text = f"expected {error.expected}, found {error.found}" if error.expected else error.found
    return Finding(name=name, state="broken", text=text, remedy=error.remedy, code=error.code)
