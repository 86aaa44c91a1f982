"""A window onto a long JSON text, read value by value.

`json.JSONDecoder.raw_decode` runs in C and says where a value ends, so that one window is held
instead of the file. Compared with a parser of events (ijson) it is several times faster, needs
nothing installed, and can step over a value that is broken and go on behind it.
"""

from __future__ import annotations

import json
import re
from typing import Any, TextIO

_CHUNK = 1 << 18
_CUT_WITHIN = 12
"""An error this near to the end of the window may be the window's, not the file's ("-Infinit")."""
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_OUTSIDE = re.compile(r'["{}\[\]]')
_INSIDE = re.compile(r'["\\]')
_DECODER = json.JSONDecoder(strict=False)  # a line break inside a text harms nobody


class BadValueError(Exception):
    """What stands here is no JSON value; its text says why, for people."""

    def __init__(self, *, found: str) -> None:
        super().__init__(found)


class LongValueError(Exception):
    """The value is longer than one may be."""


class JsonBuffer:
    """The text of a file from where reading stands."""

    def __init__(self, text: TextIO, longest: int) -> None:
        self._text = text
        self._longest = longest
        self._held = ""
        self._at = 0
        self._over = False

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            found = _SPACE.match(self._held, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def step(self) -> None:
        """Pass over the character that `peek` showed."""
        self._at += 1

    def value(self, longest: int | None = None) -> Any:
        """The value that begins here; a failure leaves everything where it was.

        Raises:
            BadValueError: It is broken, or the file ends in it.
            LongValueError: It has more characters than `longest`.
        """
        longest = longest or self._longest
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
                if end < len(self._held) or self._over or isinstance(value, dict | list):
                    self._at = end
                    return value
            except RecursionError:
                raise BadValueError(found="nesting too deep") from None
            except json.JSONDecodeError as error:
                if self._over or not self._cut_short(error):
                    raise BadValueError(
                        found="that it ends in the middle" if self._over else "no JSON"
                    ) from None
            except ValueError:
                raise BadValueError(found="a number too long") from None
            if len(self._held) - self._at > longest:
                raise LongValueError
            self._more()

    def skip(self) -> bool:
        """Step over the value that begins here by its brackets; False at the file's end."""
        depth, inside = 0, False
        while True:
            found = (_INSIDE if inside else _OUTSIDE).search(self._held, self._at)
            if found is None:
                self._at = len(self._held)
                if not self._more():
                    return False
                continue
            self._at = found.end()
            if found[0] == "\\":
                if self._at >= len(self._held) and not self._more():
                    return False
                self._at += 1
            elif found[0] == '"':
                inside = not inside
            else:
                depth += 1 if found[0] in "{[" else -1
                if depth <= 0:
                    return True

    def _cut_short(self, error: json.JSONDecodeError) -> bool:
        unfinished = error.msg.startswith("Unterminated string")
        return unfinished or error.pos >= len(self._held) - _CUT_WITHIN

    def _more(self) -> bool:
        """Read on: at least as much as is held, so that long values cost linear time."""
        if self._over:
            return False
        rest = self._held[self._at :]
        read = self._text.read(max(_CHUNK, len(rest)))
        self._held, self._at = rest + read, 0
        self._over = not read
        return bool(read)
