"""WhatsApp: a chat exported by the app on iOS or Android, in the locale of the phone.

A message begins with its time, in brackets (iOS) or followed by a dash (Android), and a name.
Lines without a time continue the message above; lines without a name are system messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.transcripts.raw_conversations import RawMessage
from assistant.transcripts.records import Role

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_UNMARKED = str.maketrans({**dict.fromkeys(_MARKS), "\u202f": " ", "\u00a0": " ", "\u2009": " "})
_HALF = r"上午|下午|凌晨|早上|中午|晚上|오전|오후|午前|午後"
_DATE = r"(?P<date>\d{1,4}(?:[./-] ?|年)\d{1,2}(?:[./-] ?|月)\d{1,4}[.日]?)(?: ?г\.)?"
_TIME = (
    rf"(?P<before>{_HALF})? ?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?"
    rf"(?: ?(?P<after>[AaPp]\.? ?[Mm]\.?|[صم]))?"
)
_BETWEEN = r"[,،，]? (?:um |à |at |klo |às |a las |kl\. )?"
_BRACKETS = re.compile(rf"\[{_DATE}{_BETWEEN}{_TIME}\] ?")
_DASH = re.compile(rf"{_DATE}{_BETWEEN}{_TIME} [-–] ")
_NAMED = re.compile(r"(?P<name>[^:\n]{1,80}?): ?(?P<text>.*)", re.DOTALL)
_HEAD = 60
_AFTERNOON = ("下午", "晚上", "오후", "午後", "pm", "م")
_NO_WORDS = re.compile(
    r"<?(?:media omitted|(?:image|video|audio|gif|sticker|document|contact card|video note) omitted"
    r"|medien ausgeschlossen|medien weggelassen|(?:bild|video|audio|gif|sticker|dokument) "
    r"weggelassen"
    r"|médias omis|fichier omis|(?:image|vidéo|audio|gif|sticker|document) (?:absente?|omise?"
    r"|retiré)"
    r"|multimedia omitido|archivo omitido|(?:imagen|video|audio|gif|sticker|documento) omitid[oa]"
    r"|mídia (?:oculta|omitida)|arquivo de mídia oculto|(?:imagem|vídeo|áudio|gif|figurinha"
    r"|documento) (?:ocult[oa]|omitid[oa])"
    r"|media omess[oi]|(?:immagine|video|audio|sticker|documento) (?:omess[oi]|non inclus[oi])"
    r"|media weggelaten|(?:afbeelding|video|audio|sticker|document) weggelaten"
    r"|без медиафайлов|(?:省略|忽略)(?:多媒体文件|多媒體檔)"
    r"|(?:媒体|媒體)(?:文件|檔案|檔)?已?被?(?:忽略|省略|略去)"
    r"|(?:图像|图片|视频|音频|文件|文档|贴图|联系人卡片|圖像|圖片|影片|音訊|檔案|貼圖"
    r")已?被?(?:忽略|省略|略去)"
    r"|null)>?"
    r"|<(?:attached|adjunto|anexado|angehängt|pièce jointe|附件) ?[:：].{0,200}>"
    r"|.{1,120}\.\w{2,5} \((?:file attached|datei angehängt|fichier joint|archivo adjunto"
    r"|arquivo anexado|文件附件|檔案已附加)\)"
    r"|(?:you deleted this message|this message was deleted|diese nachricht wurde gelöscht|du "
    r"hast diese nachricht gelöscht"
    r"|ce message a été supprimé|vous avez supprimé ce message|(?:se )?eliminó este mensaje"
    r"|eliminaste este mensaje|este mensaje fue eliminado"
    r"|mensagem apagada|esta mensagem foi apagada|você apagou esta mensagem|此(?:消息|訊息"
    r"|讯息)已(?:被)?(?:删除|刪除)|[您你](?:已?删除|已?刪除|撤回)了?(?:此|这|這|一)?[条條則则]?"
    r"(?:消息|讯息|訊息)|dit bericht (?:is|werd) verwijderd|questo messaggio è stato eliminato"
    r")\.?",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"end-to-end encrypted|ende-zu-ende|chiffrés de bout en bout|cifrad[oa]s de extremo a "
    r"extremo|criptografia de ponta a ponta"
    r"|端到端加密|端對端加密|security code (?:with|changed)|sicherheitsnummer|created (?:this "
    r")?group|added you|missed (?:voice|video) call"
    r"|uses? a secure service from meta|business account|official business",
    re.IGNORECASE,
)


_EDITED = re.compile(
    r"\s*<[^<>\n]{0,40}(?:edited|bearbeitet|modifi|edit[óa]|bewerkt|redig|edytowan|измен|编辑"
    r"|編輯|編集|수정|تعديل)[^<>\n]{0,30}>$",
    re.IGNORECASE,
)
_ATTACHED_BELOW = re.compile(
    r"\s*<(?:attached|adjunto|anexado|angehängt|pièce jointe|allegato|bijgevoegd|附件)"
    r" ?[:：][^<>\n]{0,200}>$",
    re.IGNORECASE,
)
_PROGRAM = "\u200e"
"""Mark that iOS puts before system texts such as "image omitted" and "Voice call"."""
_KEPT = "\x01"
_LONGEST_OWN = 200


class Line(NamedTuple):
    """The first line of a message: its time, and the rest of the line."""

    stamp: str
    rest: str


def messages(lines: Iterable[str]) -> Iterator[RawMessage]:
    """Yield the messages with their line numbers; system messages are notes.

    Lines before the first one with a time are skipped.
    """
    begun: Line | None = None
    row = 0
    text: list[str] = []
    for number, line in enumerate(lines, 1):
        head = line_head(line)
        if head is None:
            if begun is not None:
                text.append(line.rstrip("\r\n"))
            continue
        if begun is not None:
            yield _raw_message(begun, text, row)
        begun, row, text = head, number, []
    if begun is not None:
        yield _raw_message(begun, text, row)


def line_head(line: str) -> Line | None:
    """The time and rest of a line that begins a message; None for other lines."""
    head = line[:_HEAD].replace(f": {_PROGRAM}", f": {_KEPT}").translate(_UNMARKED).lstrip()
    found = _BRACKETS.match(head) or _DASH.match(head)
    if found is None:
        return None
    stamp = _stamp(found)
    rest = (head + line[_HEAD:])[found.end() :].rstrip("\r\n")
    return Line(stamp, rest)


def _stamp(found: re.Match[str]) -> str:
    """The time in a uniform notation: the date, a space, and the time of day in 24 hours."""
    hour = int(found["hour"])
    half = found["before"] or (found["after"] or "").lower().replace(".", "").replace(" ", "")
    if half == "中午":
        hour += 12 if hour < 3 else 0
    elif half:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    date = re.sub(r"[年月]", "/", found["date"].replace(" ", "")).rstrip(".日")
    return f"{date} {hour % 24:02}:{found['minute']}:{found['second'] or '00'}"


def _raw_message(line: Line, more: list[str], row: int) -> RawMessage:
    named = _NAMED.match(line.rest)
    if named is None:
        return RawMessage("\n".join([line.rest, *more]).strip(), Role.NOTE, at=line.stamp, row=row)
    name = named["name"].translate(_UNMARKED).strip("~ ")
    program = named["text"].startswith((_KEPT, _PROGRAM))
    text = "\n".join([named["text"], *more]).translate(_UNMARKED).replace(_KEPT, "").strip()
    text = _EDITED.sub("", text)
    text = _ATTACHED_BELOW.sub("", text) or text
    alone = _NO_WORDS.match(text)
    if alone and (rest := text[alone.end() :].strip()):
        text, alone, program = rest, None, False  # the caption of a picture
    own = alone is not None or (len(text) < 400 and _OWN_WORDS.search(text) is not None)
    own = own or (program and len(text) < _LONGEST_OWN)
    return RawMessage(text, Role.NOTE if own else None, name, at=line.stamp, html=False, row=row)
