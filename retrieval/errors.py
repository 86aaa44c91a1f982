"""Errors a user can act on: a stable code, what was expected, what was found, what to do.

Messages never quote a customer's text: they name rows, lengths, columns and formats, so that
they may be logged and shown anywhere.
"""

from __future__ import annotations

from typing import ClassVar, Literal

Fault = Literal["environment", "input", "bug"]
"""The cause: the machine ("environment") or the data ("input"), on which the user gets advice; or a
bug, which the user should report."""


class CodedError(Exception):
    """Base of every error meant for a person.

    A subclass sets `code` (stable, dotted, never reused) and `fault`; an instance may narrow the
    code, for one class that stands for a family.

    Args:
        expected: What would have been right.
        found: What was there instead, described rather than quoted.
        remedy: What the reader can do about it.
        code: A narrower stable code than the class's own.
    """

    code: str = "bug"
    fault: ClassVar[Fault] = "bug"

    def __init__(
        self, *, expected: str = "", found: str = "", remedy: str = "", code: str | None = None
    ) -> None:
        super().__init__(expected, found, remedy)
        self.expected = expected
        self.found = found
        self.remedy = remedy
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        parts = [
            f"{label}{text.rstrip('.')}."
            for label, text in (
                ("expected ", self.expected),
                ("found ", self.found),
                ("", self.remedy),
            )
            if text
        ]
        return f"[{self.code}] {' '.join(parts)}".rstrip()

    def __reduce__(self) -> tuple[object, ...]:
        """Support pickle and copy: the default would pass the keyword arguments by position."""
        return _rebuild, (type(self), self.expected, self.found, self.remedy, self.code)


def _rebuild(
    kind: type[CodedError], expected: str, found: str, remedy: str, code: str
) -> CodedError:
    return kind(expected=expected, found=found, remedy=remedy, code=code)


class MachineError(CodedError):
    """The machine cannot do it now: full disk, missing rights, no memory."""

    code = "environment"
    fault = "environment"


class InputError(CodedError):
    """What was given cannot be used as it is."""

    code = "input"
    fault = "input"
