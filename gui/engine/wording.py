"""Translates texts of the engine into the language of the window.

The engine uses English, because its texts also appear in scripts and logs. A catalogue maps each
text, with `{}` for each value, to its translation: `{0}` inserts the first value unchanged,
`{0:words}` inserts its translation, because that value is a text of the engine too. Texts missing
from the catalogue are shown unchanged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails

_CATALOGUES: Final = Path(__file__).resolve().parents[1] / "translations"
_PLACE: Final = re.compile(r"\{(\d)(:words)?\}")
_LONGEST: Final = 2_000
"""A longer text is not a message of the engine and is not matched against patterns."""
_WEAK: Final = 4
"""A pattern with fewer letters matches only if its values can be translated too."""
_DEEP: Final = 4
_FIELDS: Final = ("title", "detail", "expected", "found", "remedy")


class Wording:
    """Translations of the engine's texts into one language.

    Args:
        catalogue: English text with `{}` for each value → translation.
    """

    def __init__(self, catalogue: dict[str, str]) -> None:
        self._whole = {text: said for text, said in catalogue.items() if "{}" not in text}
        patterns = [text for text in catalogue if "{}" in text]
        patterns.sort(key=lambda text: -len(text))  # most specific first
        made = {text: _Pattern(text, catalogue[text]) for text in patterns}
        strong = [text for text in patterns if not _weak(text)]
        self._strong = [made[text] for text in strong if not text.startswith("{}")]
        self._weak = [made[text] for text in patterns if _weak(text)]
        # otherwise "{} characters" would match "title: at most 500 characters"
        self._open = [made[text] for text in strong if text.startswith("{}")]

    def of(self, text: str) -> str:
        """Return the translation of a text of the engine; unchanged if it is unknown."""
        return self._of(text, _DEEP) or text

    def _of(self, text: str, deep: int) -> str | None:
        known = self._whole.get(text)
        if known is not None or not deep or len(text) > _LONGEST:
            return known

        def words(part: str) -> str | None:
            return self._of(part, deep - 1)

        for pattern in self._strong:
            said = pattern.said(text, words)
            if said is not None:
                return said
        if "; " in text:  # several errors in one request
            parts = [words(part) for part in text.split("; ")]
            if all(parts):
                return "；".join(part or "" for part in parts)
        for pattern in (*self._weak, *self._open):
            said = pattern.said(text, words, whole=pattern in self._weak)
            if said is not None:
                return said
        return None


class _Pattern:
    """A catalogue text with placeholders."""

    def __init__(self, text: str, said: str) -> None:
        parts = [re.escape(part) for part in text.split("{}")]
        self._expression = re.compile("(.*?)".join(parts), re.DOTALL)
        self._said = said

    def said(
        self, text: str, words: Callable[[str], str | None], *, whole: bool = False
    ) -> str | None:
        """Return the translation, None if the pattern does not match.

        Args:
            text: Text of the engine.
            words: Translates values that are texts of the engine; returns None for unknown ones.
            whole: Reject the match if a value cannot be translated.
        """
        found = self._expression.fullmatch(text)
        if found is None:
            return None
        unknown = False

        def put_in(place: re.Match[str]) -> str:
            nonlocal unknown
            value = found.group(int(place[1]) + 1)
            if not place[2]:
                return value
            told = words(value)
            unknown = unknown or told is None
            return told or value

        said = _PLACE.sub(put_in, self._said)
        return None if whole and unknown else said


def in_words(text: str) -> str:
    """Translate a text of the engine into the language of the window."""
    wording = _wording(QLocale().name())
    return text if wording is None else wording.of(text)


def told_here(problem: ProblemDetails) -> ProblemDetails:
    """Translate a problem of the engine into the language of the window; the code is unchanged."""
    wording = _wording(QLocale().name())
    if wording is None:
        return problem
    said = {name: wording.of(getattr(problem, name)) for name in _FIELDS}
    return problem.model_copy(update=said)


def _weak(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) < _WEAK


@cache
def _wording(locale: str) -> Wording | None:
    path = _CATALOGUES / f"engine_{locale}.json"
    return Wording(json.loads(path.read_text("utf-8"))) if path.exists() else None
