"""Extracts reusable replies from a solved conversation: redacted, and only substantial ones.

A reply is used if it says more than a greeting, "let me check" or a goodbye, and not mainly asks
questions back. The last such reply closed the case, so it comes first and also carries the
customer's opening message; each other reply answers the messages just before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.contracts import ConversationWithMessages, Message
from assistant.redaction import Names, redact_with
from assistant.store.articles import ArticleDraft
from retrieval.entry import Kind
from retrieval.text import sentences

MOST_REPLIES = 3
_MOST_QUESTIONS = 5
_LOWEST_RATING = 3
_LEAST_SAID = 40
"""Minimum letters and digits outside pleasantries and questions; a Chinese character counts 3."""
_LEAST_ASKED = 8

_PLEASANTRY = re.compile(
    r"^\W*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b.{0,60}"
    r"|.{0,30}\b(?:thank(?:s| you)|you(?:'| a)re (?:very |most )?welcome|"
    r"my pleasure|no problem)\b.{0,60}"
    r"|.{0,20}\b(?:enjoy (?:a|your)|have an? (?:very |really )?(?:nice|good|great|lovely|wonderful|"
    r"pleasant|fantastic|amazing|beautiful|safe|fine|happy|blessed|excellent)) .{0,40}"
    r"|.{0,40}\b(?:let me|i(?:'| wi)ll|i am going to|allow me to)(?: just| quickly)? "
    r"(?:check|look|see|find out|have a look|investigate|take a look|pull up|get back)\b.{0,60}"
    r"|.{0,20}\b(?:one|a|just a) (?:moment|minute|second)\b.{0,40}"
    r"|.{0,40}\b(?:anything else|further (?:questions|help|assistance)|happy to help|glad to help|"
    r"here to help|reach out|hesitate|hear from you)\b.{0,80}"
    r"|.{0,30}\b(?:sorry|apologi[sz]e|understand (?:your|how|that)|appreciate)\b.{0,80}"
    r"|(?:(?:best|kind|warm) )?(?:regards|wishes)\b.{0,60}|sincerely.{0,60}|bye.{0,20}"
    r"|great!?|ok(?:ay)?|sure"
    r"|.{0,12}(?:您好|你好|感谢|谢谢|不客气|再见|请稍等|稍等|请稍候|祝您|祝好|此致|抱歉|对不起|久等).{0,16}"
    r"|.{0,8}(?:我|帮您|为您)(?:来|去|先)?(?:查一下|看一下|查询一下|核实一下|确认一下).{0,10}"
    r"|.{0,10}(?:还有什么|其他问题|随时联系|随时告诉|很高兴).{0,24})\W*$",
    re.IGNORECASE | re.DOTALL,
)
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class ExtractedReplies:
    """The reusable replies of one conversation.

    Attributes:
        drafts: Articles of kind `solved`; the reply that closed the case comes first.
        redactions: Number of pieces of personal data replaced in them.
    """

    drafts: list[ArticleDraft]
    redactions: int


def extract_replies(
    conversation: ConversationWithMessages,
    *,
    source_id: int | None = None,
    key: str | None = None,
) -> ExtractedReplies:
    """Extract the replies of a solved conversation that are worth finding again.

    Args:
        conversation: As stored. One that is not solved, or was rated 1 or 2, yields no replies.
        source_id: The source it was imported from.
        key: Its key in that source; a draft's key is this key and the position of its reply.
    """
    badly_rated = conversation.rating is not None and conversation.rating < _LOWEST_RATING
    if conversation.status != "solved" or badly_rated:
        return ExtractedReplies([], 0)
    names = Names([conversation.customer_name, *(m.author for m in conversation.messages)])
    # a name in the greeting or signature of one message may appear in the text of another
    names.learn(message.text for message in conversation.messages)
    said = [message for message in conversation.messages if message.role != "note"]
    redactions = 0

    def redacted(text: str) -> str:
        nonlocal redactions
        result = redact_with(names, text, conversation.lang)
        redactions += sum(result.counts.values())
        return result.text

    drafts = []
    title = redacted(conversation.subject) if conversation.subject else ""
    for place in _chosen(said):
        questions = dict.fromkeys(map(redacted, _questions(said, place)))
        drafts.append(
            ArticleDraft(
                answer=redacted(said[place].text), questions=tuple(questions), title=title,
                lang=conversation.lang, kind=Kind.SOLVED, source_id=source_id,
                source_key=None if key is None else f"{key}/{place}",
                conversation_id=conversation.id, message_id=said[place].id,
            )
        )  # fmt: skip
    return ExtractedReplies(drafts, redactions if drafts else 0)


def is_substantial(reply: str) -> bool:
    """Whether an agent's reply contains enough information for the customer."""
    told = asked = 0.0
    for sentence in sentences(reply):
        if _PLEASANTRY.match(sentence):
            continue
        if sentence.rstrip().endswith(("?", "？", "吗", "呢")):
            asked += _weight(sentence)
        else:
            told += _weight(sentence)
    return told >= _LEAST_SAID and told >= asked / 2


def says_something(text: str) -> bool:
    """Whether a message contains more than a greeting, thanks or "let me check"."""
    said = 0.0
    for sentence in sentences(text):
        if not _PLEASANTRY.match(sentence):
            said += _weight(sentence)
            if said >= _LEAST_ASKED:
                return True
    return False


def _weight(text: str) -> float:
    han = len(_HAN.findall(text))
    return 3 * han + sum(character.isalnum() for character in text) - han


def _chosen(said: Sequence[Message]) -> list[int]:
    """Return the positions of the replies to keep: the last substantial one, then the earlier ones
    in order."""
    replies = [
        place
        for place, message in enumerate(said)
        if message.role == "agent" and is_substantial(message.text)
        and any(before.role == "customer" for before in said[:place])
    ]  # fmt: skip
    return [*replies[-1:], *replies[:-1]][:MOST_REPLIES]


def _questions(said: Sequence[Message], place: int) -> list[str]:
    """Return the messages that a reply answers: the customer's since the previous agent message.

    For the last substantial reply, or if there are none, the customer's opening message leads.
    """
    customers = [
        (at, message.text)
        for at, message in enumerate(said[:place])
        if message.role == "customer" and _asks(message.text)
    ]
    if not customers:
        return [next(m.text for m in said if m.role == "customer")]
    before = max((at for at in range(place) if said[at].role == "agent"), default=-1)
    just_before = [text for at, text in customers if at > before]
    last = not any(m.role == "agent" and is_substantial(m.text) for m in said[place + 1 :])
    opening = [customers[0][1]] if last or not just_before else []
    return list(dict.fromkeys([*opening, *just_before]))[:_MOST_QUESTIONS]


def _asks(text: str) -> bool:
    return _weight(text) >= _LEAST_ASKED and not _PLEASANTRY.match(text)
