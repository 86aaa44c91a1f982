"""The mood of a customer's message, if its words leave no doubt.

Misplaced empathy does more harm than none, so the result is usually `neutral`: a mood is reported
only for words that state it explicitly. Urgency alone is not a mood.
"""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

from retrieval.text import normalise

Mood = Literal["neutral", "angry", "worried", "sad", "thankful"]
MOODS: Final = get_args(Mood)

_READ: Final = 4_000

_ANGRY: Final = re.compile(
    r"\b(?:angry|furious|outrag\w+|disgust\w*|ridiculous|unacceptable|appalling|pathetic|"
    r"disgrace\w*|"
    r"useless|incompeten\w+|scam\w*|rip[- ]?off|fraud\w*|thie(?:f|ves)|liars?|fed up|sick "
    r"(?:and tired )?of|"
    r"worst (?:service|company|experience|shop|store|support)|terrible service|awful service|"
    r"waste of (?:time|money)|never (?:order|buy|shop)\w*[^.!?]{0,30} again|had enough|"
    r"how dare|damn|wtf|bullshit|crap|lawyer|legal action|sue you|joke of a|what a joke|"
    r"(?:second|third|fourth|fifth|\d+(?:nd|rd|th)) time (?:i|that i|i'm|now)|nobody "
    r"(?:answers|replies|cares)|"
    r"frustrat(?:ed|ing)|annoy(?:ed|ing)|infuriat\w+|demand (?:a|my|an)|still waiting for an "
    r"answer)\b"
    r"|气死|愤怒|生气|太过分|过分了|垃圾|骗子|欺骗|诈骗|坑人|坑钱|差评|投诉|忍无可忍|无语|"
    r"离谱|恶心|"
    r"什么破|凭什么|太差|糟糕透|再也不|退钱！|黑心|不负责任|第[二三四五六]次了|搞什么"
)
_SHOUTING: Final = re.compile(r"[!！?？]{3,}")
_WORRIED: Final = re.compile(
    r"\b(?:worr(?:ied|ying|y about)|anxious|nervous|afraid (?:that|of|my|it|i)|scared|panic\w*|"
    r"concerned (?:about|that)|stressed|stressful|desperate\w*|hacked|stolen|lost my (?:card|"
    r"phone|wallet|passport))\b"
    r"|担心|着急|焦急|焦虑|害怕|不放心|慌|被盗|怎么办啊|急死"
)
_SAD: Final = re.compile(
    r"\b(?:disappoint\w+|unhappy|upset|sad(?:ly|dened)?|let down|heartbroken|gutted|devastated|"
    r"arrived (?:broken|damaged|smashed|cracked)|(?:ruined|spoilt|spoiled) (?:my|our|the)|"
    r"passed away|"
    r"bereave\w*|funeral|in hospital)\b"
    r"|失望|难过|伤心|遗憾|寒心|委屈|去世|心疼"
)
_THANKFUL: Final = re.compile(
    r"\b(?:(?:great|excellent|fantastic|wonderful|amazing|brilliant|lovely) (?:service|"
    r"support|help|job|"
    r"shop|product|quality)|thank you so much|thanks so much|really appreciate|love (?:it|the|"
    r"your|my new)|"
    r"very happy with|delighted with|so pleased)\b"
    r"|太好了|非常满意|很满意|服务真好|太棒|真不错|非常感谢|十分感谢"
)
_DENIED: Final = re.compile(
    r"\b(?:not|n't|never|no longer|isn't|wasn't|aren't) (?:\w+ ){0,2}$|(?:不|没|別|别)(?:太|"
    r"是|用|必|要)?$"
)


def mood(message: str) -> Mood:
    """The mood of the writer according to the words of a message, in English or Chinese."""
    folded = normalise(message[:_READ]).replace("’", "'")
    for name, pattern in (("angry", _ANGRY), ("worried", _WORRIED), ("sad", _SAD)):
        if _meant(pattern, folded):
            return name  # type: ignore[return-value]  # the names above are moods
    if _SHOUTING.search(message[:_READ]) and _in_capitals(message):
        return "angry"
    return "thankful" if _meant(_THANKFUL, folded) else "neutral"


def _meant(pattern: re.Pattern[str], folded: str) -> bool:
    return any(
        not _DENIED.search(folded[max(0, found.start() - 24) : found.start()])
        for found in pattern.finditer(folded)
    )


def _in_capitals(message: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z]{3,}", message) if word.isalpha()]
    return len(words) > 4 and sum(word.isupper() for word in words) > len(words) / 2
