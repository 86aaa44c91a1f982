"""The company's own phrases around an answer: greeting, empathy, closing.

These are the defaults; a company puts its own in their place. They promise nothing, admit nothing
and name nobody, so that they fit any answer; an agent deletes them with one key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.drafting.mood import Mood


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said around an answer, in one language.

    Attributes:
        greeting: With `{name}`; used where a name is known.
        nameless: The greeting without a name.
        formal_greeting, formal_nameless: The same for the formal style.
        empathy: By mood, several of equal meaning each; `{…}` is not replaced.
        warm: What the warmer style says where the mood asks for nothing.
        closing: What ends a reply.
        warm_closing, formal_closing: The same for these styles.
        apologies: Words by which an answer that is sorry already is known.
    """

    greeting: str
    nameless: str
    formal_greeting: str
    formal_nameless: str
    empathy: Mapping[Mood, Sequence[str]]
    warm: str
    closing: str
    warm_closing: str
    formal_closing: str
    apologies: Sequence[str]


ENGLISH: Final = Phrases(
    greeting="Hello {name},",
    nameless="Hello,",
    formal_greeting="Dear {name},",
    formal_nameless="Good day,",
    empathy={
        "angry": ("I understand your frustration, and I am sorry about this.",),
        "worried": ("I understand that this is worrying.",),
        "sad": ("I am sorry to hear that.",),
        "thankful": ("Thank you for your kind words.",),
    },
    warm="Thank you for your message.",
    closing="Is there anything else I can help you with?",
    warm_closing="I am happy to help if there is anything else you need.",
    formal_closing="Please let us know if you have any further questions.",
    apologies=("sorry", "apolog"),
)

CHINESE: Final = Phrases(
    greeting="{name}，您好！",
    nameless="您好！",
    formal_greeting="尊敬的{name}：",
    formal_nameless="您好！",
    empathy={
        "angry": ("非常理解您的心情，给您带来不便，我们很抱歉。",),
        "worried": ("非常理解您的担心。",),
        "sad": ("很抱歉给您带来了不便。",),
        "thankful": ("感谢您的认可。",),
    },
    warm="感谢您的来信。",
    closing="请问还有其他可以帮您的吗？",
    warm_closing="如果还有其他需要，欢迎随时告诉我们。",
    formal_closing="如有其他问题，请随时联系我们。",
    apologies=("抱歉", "对不起", "不好意思"),
)

DEFAULTS: Final[Mapping[str, Phrases]] = {"en": ENGLISH, "zh": CHINESE}
"""By language; an answer in another language stands without phrases."""
