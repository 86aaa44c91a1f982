"""Finds the parts of a message that quote the mail it answers.

Quotes are recognised by ">" before lines, by the line that introduces them ("On … Ann wrote:")
and by the header of the quoted mail ("From: … Sent: …"), in the languages of the common mail
programs. Patterns are matched against single lines of bounded length.
"""

from __future__ import annotations

import re

from assistant.transcripts.cleaning.pieces import Lines, Piece

_LONGEST = 300
_WROTE = re.compile(
    r"(?:wrote|writes|sent|schrieb|escribió|escribio|a écrit|écrit|escreveu|ha scritto|scrisse"
    r"|schreef|skrev|napisał(?:\(a\)|a)?|napsala?|написала?|пишет|写道|寫道|のメッセージ|kirjoitti"
    r"|írta|a scris|yazdı|đã viết).{0,80}[:：]\s*(?:\(mailto:.{0,100}\)\s*)?$",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"^[\s>*_-]*(?:on|am|le|el|em|il|op|den|dnia|dne|ti|w dniu|în|la|at|a|vào|在|于|於|ons|man|"
    r"tirs|tors|fre|lør|søn|\d{4}[-/.年]|\d{1,2}[-/. ]|.{0,100}<\S{1,100}@\S{1,100}>)",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d{1,4}")
_SEPARATOR = re.compile(
    r"^[\s>]*(?:[-_*=—]{2,40}\s*(?:original message|original-nachricht|ursprüngliche nachricht"
    r"|message d'origine|message original|mensaje original|mensagem original|messaggio originale"
    r"|oorspronkelijk bericht|oprindelig meddelelse|original meddelelse|oryginalna wiadomość"
    r"|исходное сообщение|原始邮件|原始郵件|元のメッセージ|forwarded message|weitergeleitete "
    r"nachricht"
    r"|message transféré|mensaje reenviado|mensagem encaminhada|转发邮件|邮件原件)\s*[-_*=—]{0,40}"
    r"|##-.{0,120}-##|_{20,}|\*{3} .{0,100} \*{3})\s*$",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(
    r"\s(?:schrieb am|wrote on|a écrit le|escribió el|ha scritto il|escreveu em|schreef op)\s"
    r"|[于於]\s?\d{4}",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\d{1,2}[:.]\d{2}")
_LONGEST_INTRODUCTION = 200
_SENDERS = (
    "from", "von", "de", "da", "van", "fra", "från", "od", "от", "发件人", "寄件者", "差出人",
    "보낸 사람", "lähettäjä", "feladó", "kimden", "expéditeur", "remitente", "mittente",
)  # fmt: skip
_MAIL_ONLY = (
    "sent", "gesendet", "envoyé", "enviado", "enviado el", "enviada em", "inviato", "verzonden",
    "sendt", "skickat", "wysłano", "отправлено", "发送时间", "寄件日期", "送信日時", "보낸 날짜",
    "lähetetty", "elküldve", "gönderme tarihi", "odesláno", "subject", "betreff", "objet", "asunto",
    "assunto", "oggetto", "onderwerp", "emne", "ämne", "temat", "тема", "主题", "主 题", "主旨",
    "件名", "제목", "aihe", "tárgy", "konu", "předmět",
)  # fmt: skip
_OTHER_HEADS = (
    "date", "datum", "fecha", "data", "dato", "дата", "日期", "to", "an", "à", "a", "para", "aan",
    "til", "till", "do", "кому", "收件人", "收件者", "宛先", "받는 사람", "참조", "vastaanottaja",
    "címzett", "kime", "komu", "cc", "抄送", "kopie",
)  # fmt: skip
_HEADS = re.compile(
    rf"^[\s>*]*\**({'|'.join((*_SENDERS, *_MAIL_ONLY, *_OTHER_HEADS))})\**\s?[:：]\**\s?\S",
    re.IGNORECASE,
)


def quotes(text: str) -> list[Piece]:
    """The quoted parts of a message; none if nothing else would be left."""
    if not (">" in text or ":" in text or "：" in text or "--" in text or "##" in text):
        return []
    lines = Lines(text)
    found: list[Piece] = []
    at = 0
    while at < len(lines):
        end = _quoted_until(lines, at)
        if end is None:
            at += 1
            continue
        piece = lines.piece(at, end, "quote")
        found.append(piece)
        at = end
    rest = len(text) - sum(piece.end - piece.start for piece in found)
    return found if rest > 0 else []


def _quoted_until(lines: Lines, at: int) -> int | None:
    """Index of the line after a quote that begins at line `at`; None if none begins there."""
    line = lines.lines[at]
    if _is_marked(line):
        return _past_marked(lines, at)
    head = _past_introduction(lines, at)
    if head is not None:
        below = _next_filled(lines, head)
        if below is not None and _is_marked(lines.lines[below]):
            return _past_marked(lines, below)
        return len(lines) if _anything_above(lines, at) else None
    if len(line) <= _LONGEST and _SEPARATOR.match(line):
        return len(lines) if _anything_above(lines, at) and _goes_on(lines, at, line) else None
    if _is_mail_head(lines, at):
        return len(lines) if _anything_above(lines, at) else None
    return None


def _is_marked(line: str) -> bool:
    return line.startswith((">", " >", "|>"))


def _past_marked(lines: Lines, at: int) -> int:
    """Index of the line after the block of marked lines; blank lines between them belong to it."""
    end = at
    for number in range(at, len(lines)):
        if _is_marked(lines.lines[number]):
            end = number + 1
        elif lines.lines[number].strip():
            break
    return end


def _past_introduction(lines: Lines, at: int) -> int | None:
    """Index of the line after "On … wrote:", which mail programs wrap over up to three lines."""
    first = lines.lines[at][:_LONGEST]
    if _is_introduction(lines, at):
        return at + 1
    if not first.strip() or not _BEGINS.match(first):
        return None
    joined = ""
    for number in range(at, min(at + 3, len(lines))):
        line = lines.lines[number].strip()
        joined = f"{joined} {line}".strip()
        if not line or len(joined) > _LONGEST:
            return None
        if _WROTE.search(joined) and _DATED.search(joined):
            return number + 1
    return None


def _is_introduction(lines: Lines, at: int) -> bool:
    """Whether a line with a time of day introduces a quote, as mail programs write it: the name
    before a verb and the date; or an address or dashes, with marked lines below."""
    line = lines.lines[at].strip()
    if len(line) > _LONGEST_INTRODUCTION or not line.endswith((":", "：", "--")):
        return False
    if not _HOUR.search(line):
        return False
    if not line.endswith("-") and _NAMED_FIRST.search(line):
        return True
    below = _next_filled(lines, at + 1)
    marked = below is not None and _is_marked(lines.lines[below])
    return marked and ("@" in line or line.startswith("--"))


def _is_mail_head(lines: Lines, at: int) -> bool:
    """Whether the header of a mail begins at this line: at least three header lines close
    together, one of them the sender, and one that only mails have (an address, the date of
    sending or the subject)."""
    if _HEADS.match(lines.lines[at][:_LONGEST]) is None:
        return False
    near = [lines.lines[n][:_LONGEST] for n in range(at, min(at + 9, len(lines)))]
    found = [(hit[1].lower(), line) for line in near if (hit := _HEADS.match(line))]
    told = {name for name, _ in found}
    sure = bool(told & set(_MAIL_ONLY)) or any("@" in line for _, line in found)
    return len(found) >= 3 and sure and bool(told & set(_SENDERS))


def _goes_on(lines: Lines, at: int, line: str) -> bool:
    """Whether a separator line begins a quote; a bare rule only does so above a mail header."""
    if not line.strip().startswith("____"):
        return True
    below = _next_filled(lines, at + 1)
    return below is not None and _is_mail_head(lines, below)


def _next_filled(lines: Lines, at: int) -> int | None:
    near = range(at, min(at + 4, len(lines)))
    return next((number for number in near if lines.lines[number].strip()), None)


def _anything_above(lines: Lines, at: int) -> bool:
    return any(line.strip() and not _is_marked(line) for line in lines.lines[max(0, at - 400) : at])
