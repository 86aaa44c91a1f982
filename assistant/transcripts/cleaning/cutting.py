"""Cuts pieces out of a message and keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from assistant.transcripts.cleaning.greetings import greeting
from assistant.transcripts.cleaning.markup import is_markup, plain_text, without_entities
from assistant.transcripts.cleaning.pieces import Piece
from assistant.transcripts.cleaning.quotes import quotes
from assistant.transcripts.cleaning.signatures import initials, signature
from assistant.transcripts.records import Removed
from retrieval.documents.wording import clean

EVERYTHING = frozenset(("markup", "quote", "signature", "greeting"))
_LOOKED_AT = 50_000
"""Length in characters above which only markup is removed: such a text is a log or a document."""


def cleaned(
    text: str,
    *,
    html: bool | None = None,
    author: str = "",
    kinds: Collection[str] = EVERYTHING,
) -> tuple[str, tuple[Removed, ...]]:
    """The text of a message with the given kinds of pieces cut out, and the pieces.

    A message is never emptied: one that is only a greeting stays as it is.

    Args:
        text: As in the export.
        html: Whether it is HTML; None to detect it.
        author: Name of the author, which may reveal a signature.
        kinds: Kinds of pieces to cut.
    """
    removed: list[Removed] = []
    if "markup" in kinds and (is_markup(text) if html is None else html and "<" in text):
        text = plain_text(text)
        removed.append(Removed("markup"))
    elif "markup" in kinds and html is None and (plain := without_entities(text)) != text:
        text = plain
        removed.append(Removed("markup"))
    text = clean(text)
    if len(text) > _LOOKED_AT:
        return text, tuple(removed)
    pieces: list[Piece] = []
    body = len(text)
    if "quote" in kinds:
        pieces += quotes(text)
        body = min((p.start for p in pieces if p.end == len(text)), default=body)
    if "signature" in kinds:
        for _ in range(2):  # the author's name may stand above the team's signature
            if found := signature(text[:body], author):
                pieces.append(Piece(found.start, body, found.kind))
                body = found.start
        if found := initials(text[:body]):
            pieces.append(found)
    if "greeting" in kinds and (found := greeting(text[:body])):
        pieces.append(found)
    return _cut(text, pieces, removed)


def _cut(
    text: str, pieces: Iterable[Piece], removed: list[Removed]
) -> tuple[str, tuple[Removed, ...]]:
    kept: list[str] = []
    at = length = 0
    cuts: list[Removed] = []
    for piece in sorted(pieces):
        start, end = max(piece.start, at), piece.end
        if start >= end:
            continue
        kept.append(text[at:start])
        length += start - at
        cuts.append(Removed(piece.kind, text[start:end], length))
        at = end
    kept.append(text[at:])
    short = "".join(kept)
    if not short.strip():
        return text, tuple(removed)
    return short, (*removed, *cuts)
