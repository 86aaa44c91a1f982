"""Finds the signature of a message."""

from __future__ import annotations

import re

from assistant.transcripts.cleaning.pieces import Lines, Piece
from retrieval.documents.wording import folded

_DELIMITER = re.compile(r"^\s*(?:--|—|-- |---+|___+|\*\*\*+)\s*$")
_SENT_FROM = re.compile(
    r"^\W{0,3}(?:sent (?:from|via|with) (?:my |the |outlook|proton|mail|yahoo).{0,60}|get "
    r"outlook for .{0,40}"
    r"|von meinem .{1,40} gesendet|gesendet (?:von|mit) .{1,60}|envoyé (?:de|depuis) .{1,60}"
    r"|enviado (?:desde|do|de) (?:mi|meu|minha|my)\b.{0,60}|inviato da(?:l mio)? .{1,40}"
    r"|verzonden (?:vanaf|met) .{1,40}"
    r"|发自(?:我的)?.{1,30}|從我的.{1,20}傳送|来自.{1,20}手机.{0,10})\W{0,3}$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\W{0,3}(?:(?:with )?(?:best|kind|kindest|warm|warmest|many|sincere)? ?(?:regards|wishes)"
    r"|best|cheers|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|respectfully|take care"
    r"|(?:many )?thanks(?: (?:again|so much|a lot|in advance|and (?:best|kind) regards))?|thank "
    r"you(?: (?:very much|so much|again))?"
    r"|(?:mit )?(?:freundlichen?|besten?|lieben?|herzlichen?|schönen?|viele[n]?) (?:grüßen?"
    r"|gruß|grüssen?|gruss)"
    r"|mfg|lg|vg|(?:bien |très )?cordialement|bien à vous|salutations(?: distinguées)?"
    r"|meilleures salutations"
    r"|(?:un )?(?:cordial |cordiales )?saludos?(?: cordiales)?|atentamente|atenciosamente"
    r"|abraços?|att"
    r"|cordiali saluti|distinti saluti|met vriendelijke groet(?:en)?|hartelijke groet(?:en)?"
    r"|med venlig hilsen|med vänliga hälsningar"
    r"|с уважением|此致(?:敬礼)?|祝好|祝商祺|顺颂商祺|顺祝商祺|敬礼)(?:[,!.，。！ ]{0,3}$|[,，] "
    r"?[\w.' -]{1,40}\W{0,2}$)",
    re.IGNORECASE,
)
_ALSO_WORDS = re.compile(
    r"^\W*(?:(?:many )?(?:thanks|thank you|cheers|take care)\b|best\W*$)", re.IGNORECASE
)
_DISCLAIMER = re.compile(
    r"^\W{0,3}(?:this (?:e-?mail|message|communication)\b.{0,120}\b(?:confidential|intended"
    r"|privileged)"
    r"|(?:confidentiality|legal) (?:notice|disclaimer)|diese (?:e-?mail|nachricht) (?:enthält"
    r"|und).{0,80}vertraulich"
    r"|ce (?:message|courriel).{0,80}confidentiel|este (?:mensaje|correo).{0,80}confidencial"
    r"|esta mensagem.{0,80}confidencia|please consider the environment"
    r"|how would you rate (?:my|our|this|the)\b|wie (?:bewerten|beurteilen) sie\b)",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"\s(?:\^ ?[A-Z][A-Za-z]{0,9}|(?<=[.!?)…]\s)[-–/*] ?[A-Z]{2})\.?(?=\s*(?:https?://\S{1,80}\s*)*$)"
)
_LINES_LOOKED_AT = 25
_LINES_OF_A_SIGNATURE = 9
_LONGEST_LINE = 80
_LONGEST_INITIALS = 300


def signature(text: str, author: str = "") -> Piece | None:
    """The signature at the end of a text; None if there is none.

    Args:
        text: The message without the quotes at its end.
        author: Name of the author; alone on the last line, it is a signature too.
    """
    if not text.strip():
        return None
    lines = Lines(text)
    last = len(lines)
    first = max(0, last - _LINES_LOOKED_AT)
    top = next(number for number, line in enumerate(lines.lines) if line.strip())
    below = range(max(first, top + 1), last)
    begin = next((n for n in below if _begins(lines, n, author)), None)
    return lines.piece(begin, last, "signature") if begin is not None else None


def initials(text: str) -> Piece | None:
    """The initials with which teams sign short messages: "Please send us a DM. ^AB"."""
    found = _INITIALS.search(text, max(0, len(text) - _LONGEST_INITIALS))
    return Piece(found.start(), found.end(), "signature") if found else None


def _begins(lines: Lines, at: int, author: str) -> bool:
    line = lines.lines[at]
    if not line.strip() or len(line) > 2_000:
        return False
    if _DISCLAIMER.match(line):
        return True
    if len(line) > _LONGEST_LINE:
        return False
    below = [one for one in lines.lines[at + 1 :] if one.strip()]
    if _SENT_FROM.match(line):
        return len(below) <= 2 or all(_like_card(one) for one in below)
    if _DELIMITER.match(line):
        return 0 < len(below) <= _LINES_OF_A_SIGNATURE and all(_like_card(one) for one in below)
    closing = _CLOSING.match(line)
    if closing:
        # "Thanks" with nothing below it is part of the message, not a signature
        signed = bool(below) or not _ALSO_WORDS.match(line)
        return signed and len(below) <= _LINES_OF_A_SIGNATURE and all(map(_like_card, below))
    return not below and _is_name_of(line, author)


def _like_card(line: str) -> bool:
    """Whether a line could be part of a signature block (a name, a title, a phone number, an
    address): short, and neither a question nor a long sentence. Disclaimers may be long."""
    text = line.strip()
    if len(text) > _LONGEST_LINE:
        return _DISCLAIMER.match(text) is not None
    return not text.endswith(("?", "？")) and text.count(" ") <= 10


def _is_name_of(line: str, author: str) -> bool:
    name, written = folded(author), folded(line)
    if not name or not written or "@" in name:
        return False
    return written == name or (len(written) > 1 and written == name.split()[0])
