"""Which replies of a solved conversation are kept for reuse, and what their text contains."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.contracts import ConversationWithMessages, Message
from assistant.reply_extraction import MOST_REPLIES, extract_replies, is_substantial
from retrieval.entry import Kind

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ANSWER = "The refund is on its way and reaches your card within five working days."
OTHER = "Please open your account, choose Returns, and print the label that you find there."


def _talk(*said: tuple[str, str], **fields: object) -> ConversationWithMessages:
    messages = [
        Message(
            id=100 + n, role=role, author={"agent": "Ann Miller"}.get(role, ""), text=text, at=NOW
        )
        for n, (role, text) in enumerate(said)
    ]
    whole = {
        "id": 7, "subject": "", "status": "solved", "channel": "", "lang": "en", "customer_id": 1,
        "customer_name": "Maria López", "assignee_id": None, "rating": None, "created_at": NOW,
        "updated_at": NOW, "message_count": len(messages), "messages": messages,
    }  # fmt: skip
    return ConversationWithMessages.model_validate(whole | fields)


def test_a_reply_becomes_a_draft_with_its_question_and_links() -> None:
    talk = _talk(
        ("customer", "Where is my refund for order 48213377? Maria"),
        ("agent", f"Hi Maria, {ANSWER} Ann"),
        subject="Refund of Maria López", lang="en",
    )  # fmt: skip
    solved = extract_replies(talk, source_id=3, key="k")
    (draft,) = solved.drafts
    assert draft.questions == ("Where is my refund for order {{Order Number}}? {{Name}}",)
    assert draft.answer == f"Hi {{{{Name 1}}}}, {ANSWER} {{{{Name 2}}}}"
    assert draft.title == "Refund of {{Name}}"
    assert (draft.kind, draft.lang) == (Kind.SOLVED, "en")
    assert (draft.conversation_id, draft.message_id) == (7, 101)
    assert (draft.source_id, draft.source_key) == (3, "k/1")
    assert solved.redactions == 5


def test_whoever_signs_one_message_is_found_in_another() -> None:
    talk = _talk(
        ("customer", "Where is my refund? I wrote to Gerda.\n\nBest regards,\nTheo"),
        ("agent", f"{ANSWER} Theo, the rest comes later."),
        ("agent", "Best regards,\nGerda"),
        customer_name="",
    )
    (draft,) = extract_replies(talk).drafts
    said = " ".join((*draft.questions, draft.answer))
    assert "Gerda" not in said
    assert "Theo" not in said


@pytest.mark.parametrize(
    "fields", [{"status": "open"}, {"status": "waiting"}, {"rating": 1}, {"rating": 2}]
)
def test_what_was_not_solved_well_is_not_used(fields: dict[str, object]) -> None:
    talk = _talk(("customer", "Where is my refund?"), ("agent", ANSWER), **fields)
    assert extract_replies(talk).drafts == []
    assert extract_replies(talk).redactions == 0


@pytest.mark.parametrize("rating", [None, 3, 4, 5])
def test_what_was_solved_is_used(rating: int | None) -> None:
    talk = _talk(("customer", "Where is my refund?"), ("agent", ANSWER), rating=rating)
    assert len(extract_replies(talk).drafts) == 1


def test_the_reply_that_closed_the_case_leads_and_carries_the_first_words() -> None:
    talk = _talk(
        ("customer", "How do I send this chair back?"),
        ("agent", OTHER),
        ("customer", "I have no printer, what now?"),
        ("agent", ANSWER),
        ("customer", "Thank you so much!"),
        ("agent", "You are welcome, have a nice day!"),
    )
    last, first = extract_replies(talk, key="k").drafts
    assert (last.answer, first.answer) == (ANSWER, OTHER)
    assert last.questions == ("How do I send this chair back?", "I have no printer, what now?")
    assert first.questions == ("How do I send this chair back?",)
    assert (last.source_key, first.source_key) == ("k/3", "k/1")


def test_a_thank_you_is_no_question() -> None:
    talk = _talk(
        ("customer", "How do I send this chair back?"), ("agent", OTHER),
        ("customer", "ok thanks"), ("agent", ANSWER),
    )  # fmt: skip
    assert [draft.questions for draft in extract_replies(talk).drafts] == [
        ("How do I send this chair back?",), ("How do I send this chair back?",),
    ]  # fmt: skip


def test_notes_are_never_shown() -> None:
    talk = _talk(
        ("note", "This customer is difficult, never refund anything to her, whatever she says."),
        ("customer", "Where is my refund?"), ("agent", ANSWER),
        ("note", "I only told her that so that she goes away; there is no refund at all."),
    )  # fmt: skip
    (draft,) = extract_replies(talk).drafts
    assert draft.answer == ANSWER
    assert draft.questions == ("Where is my refund?",)


def test_an_agent_who_speaks_first_answers_nobody() -> None:
    assert extract_replies(_talk(("agent", ANSWER))).drafts == []
    talk = _talk(("agent", OTHER), ("customer", "Where is my refund?"), ("agent", ANSWER))
    assert [draft.answer for draft in extract_replies(talk).drafts] == [ANSWER]


def test_a_long_conversation_gives_a_few() -> None:
    said = [("customer", "And what about the next thing?"), ("agent", OTHER)] * 10
    drafts = extract_replies(_talk(*said), key="k").drafts
    assert len(drafts) == MOST_REPLIES
    assert [draft.source_key for draft in drafts] == ["k/19", "k/1", "k/3"]
    assert all(len(draft.questions) <= 5 for draft in drafts)


@pytest.mark.parametrize(
    "reply",
    [
        "Hello Maria, thank you for reaching out to us today!",
        "Let me check that for you. One moment, please.",
        "I'm sorry to hear that, I understand your frustration with this delay.",
        "Could you tell me your order number? And which card did you pay with, please?",
        "You're welcome! Have a wonderful day. Best regards, Ann",
        "Is there anything else I can help you with today?",
        "您好，感谢您的耐心等待，请稍等。",
        "我帮您查一下。",
        "请问您的订单号是多少呢？您是用哪张卡支付的呢？方便告诉我一下吗？",
        "OK", "", "👍",
    ],
)  # fmt: skip
def test_pleasantries_and_questions_back_answer_nothing(reply: str) -> None:
    assert not is_substantial(reply)


@pytest.mark.parametrize(
    "reply",
    [
        ANSWER, OTHER, f"Hello Maria, thank you for writing. {ANSWER} Anything else?",
        "退款已经原路退回您的支付宝账户，三到五个工作日内到账。",
        "您好，很抱歉。包裹已从广州发出，预计后天下午送到，届时会有短信提醒。",
    ],
)  # fmt: skip
def test_a_reply_that_tells_something_is_used(reply: str) -> None:
    assert is_substantial(reply)
