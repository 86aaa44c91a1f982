"""Each conversation is used, or left out for a single reason; pairs are counted for every reply."""

from __future__ import annotations

import pytest

from assistant.transcripts.doctor.examining import Examiner, Reason, is_solved
from assistant.transcripts.records import ConversationRecord, Status
from tests.assistant.transcripts.made import said, solved

ASKS = ("customer", "Where is my parcel? It should have come on Monday.")
TELLS = ("agent", "It left our warehouse yesterday and comes tomorrow.")
BOT = ("bot", "Welcome! A colleague will be with you soon.")


def reason_of(record: ConversationRecord) -> str:
    return Examiner().judge(record).reason


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (said(ASKS, TELLS), ""),
        (said(ASKS), Reason.NOT_ANSWERED),
        (said(TELLS, ASKS), Reason.NOT_ANSWERED),
        (said(TELLS), Reason.ONE_SIDE),
        (said(BOT, TELLS), Reason.ONE_SIDE),
        (said(ASKS, BOT), Reason.BOT_ONLY),
        (said(ASKS, ("agent", "Hello! Let me check that for you.")), Reason.TOO_SHORT),
        (said(("customer", "Hi"), TELLS), Reason.TOO_SHORT),
        (said(ASKS, TELLS, status=Status.OPEN), Reason.UNSOLVED),
        (said(ASKS, TELLS, rating=1.0), Reason.BADLY_RATED),
        (said(ASKS, TELLS, rating=0.0), ""),
        (said(ASKS, TELLS, status=Status.SOLVED, rating=3.0), ""),
        (said(("customer", "Wo ist mein P\ufffd\ufffdckchen?"), TELLS), ""),
        (said(("customer", "\ufffd" * 30), ("agent", "\ufffd" * 40)), Reason.UNREADABLE),
        (said(ASKS, ("note", "a regular"), TELLS), ""),
        (said(("note", "a regular")), Reason.ONE_SIDE),
    ],
)
def test_a_conversation_has_one_reason(record: ConversationRecord, reason: str) -> None:
    assert reason_of(record) == reason


def test_every_reply_that_answers_counts() -> None:
    record = said(
        ASKS, ("agent", "Hello!"), ("agent", "May I have your order number, please?"),
        ("customer", "4711"), TELLS, ("customer", "Thanks!"), ("agent", "You are welcome."),
    )  # fmt: skip
    verdict = Examiner().judge(record)
    # asking back is an answer, "you are welcome" is none
    assert verdict.reason == ""
    assert len(verdict.replies) == 2
    assert verdict.language == "en"


def test_copies_are_left_out_once_they_are_known() -> None:
    examiner = Examiner()
    first, again = solved(1), solved(1)
    other = said(
        *((m.role.value, m.text.replace("Hello", "Good day")) for m in first.messages), key="2"
    )
    verdicts = [examiner.judge(record).reason for record in (first, again, other, solved(2))]
    assert verdicts == ["", Reason.DUPLICATE, Reason.NEAR_DUPLICATE, ""]


def test_what_is_left_out_hides_no_good_copy() -> None:
    """A near-duplicate of a conversation that was left out is used."""
    examiner = Examiner()
    open_one = said(*((m.role.value, m.text) for m in solved(1).messages), status=Status.OPEN)
    later = said(
        *((m.role.value, m.text.replace("Hello", "Good day")) for m in solved(1).messages),
        key="2", status=Status.SOLVED,
    )  # fmt: skip
    assert examiner.judge(open_one).reason == Reason.UNSOLVED
    assert examiner.judge(later).reason == ""


def test_whoever_was_erased_is_left_out_first() -> None:
    examiner = Examiner(erased=lambda record: record.customer_email == "zoe@post.example")
    assert examiner.judge(said(ASKS, customer_email="zoe@post.example")).reason == Reason.ERASED


def test_the_export_says_what_is_solved() -> None:
    assert is_solved(said(ASKS, status=Status.SOLVED))
    assert not is_solved(said(ASKS, TELLS, status=Status.OPEN))
    assert is_solved(said(ASKS, TELLS))
    assert not is_solved(said(ASKS, TELLS, ASKS))


def test_a_message_of_a_million_characters_is_judged_by_its_beginning() -> None:
    assert reason_of(said(("customer", "Where is it? " * 80_000), TELLS)) == ""
