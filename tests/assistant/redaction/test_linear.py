"""Redaction takes linear time, even for texts made to slow it down."""

from __future__ import annotations

import time

import pytest

from assistant.redaction import redact
from assistant.redaction.conversation import redact_conversation
from assistant.transcripts.records import ConversationRecord, MessageRecord, Role

PIECES = [
    "1 ", "a@", "(1", "+1-", "http://", "Hi A ", "1.1.", "Aa1-", "王", "\n", " ", "A", "a",
    "1", "-", ".", "@a.", "a.a@a", "hi,", "Hi Ann, ", "12 Main ", "1 A Street", "Calle A ",
    "12/", "::", "ab:", "一", "一市", "路1号", "我叫王", "王先生", "{{", "{{Name}} ", "password ",
    "one ", "zip ", "born 1", "１２", "e\u0301", "\u200b", "a\u200bb@c.de ", "Dr. A", "A-A-",
    "A A ", "order 1", "AB12 ", "DE89 3704 ", "de la ", "@ab ", "x.com/", "user=", "?a=",
    "N. N. ", "Best,\n", "- A\n", "11010519491231002X", "4111 1111 1111 1111 ",
    "+49 171 1234567, ", "Maria ", "López, Maria; ", "a at ", "a1 at ", "a@ ", "a @ ", "a (at) ",
    "a.", "a dot ", "a#", "mail is a", "0 ", "01 / ", "(1) ", "1•", "艾特", "DE 89 ", "{{1",
    "Tel.1", "mr dr ", "Mr. Dr. A",
]  # fmt: skip
SHORT = 6_000
PEOPLE = ["Maria López", "Tomasz Wilk", "王小明"]


def _seconds(text: str) -> float:
    """Seconds of processor time to redact a text."""
    before = time.thread_time()
    redact(text, names=PEOPLE)
    return time.thread_time() - before


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_text_takes_four_times_the_work(piece: str) -> None:
    """With quadratic time it would be sixteen times the work."""
    short = piece * (SHORT // len(piece))
    once, fourfold = _seconds(short), _seconds(4 * short)
    for _ in range(9):  # a busy machine may slow either one, so the fastest run of each counts
        # plus 10 ms, to allow for noise in the times of short texts
        if fourfold < 8 * once + 0.01:
            return
        once, fourfold = min(once, _seconds(short)), min(fourfold, _seconds(4 * short))
    pytest.fail(f"{once:.3f} s for a text, {fourfold:.3f} s for one that is four times as long")


@pytest.mark.soak
@pytest.mark.parametrize("piece", PIECES)
def test_a_million_characters_are_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + " write to maria@example.com"
    record = ConversationRecord(key="1", messages=(MessageRecord(Role.CUSTOMER, text),))
    assert "maria@" not in redact_conversation(record).record.messages[0].text
