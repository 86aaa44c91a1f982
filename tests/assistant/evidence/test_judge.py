"""The evidence judge: paraphrases are supported, sentences that differ in a detail are not."""

from __future__ import annotations

import pytest

from assistant.evidence.courtesy import claim_spans, needs_no_source
from assistant.evidence.judge import Judge
from assistant.prompt import Passage

ENGLISH = (
    Passage(
        "Can I return an item?",
        "You can return unused items within 14 days of delivery. Returns are free of charge in "
        "Ireland. Refunds are made within 5 working days after we receive the item.",
    ),
    Passage("What are the opening hours?", "We are open Monday to Friday from 9 am to 5 pm."),
    Passage("Do you gift-wrap?", "No, we do not wrap gifts. Write to gifts@example.com instead."),
)
CHINESE = (
    Passage("可以退货吗？", "未使用的商品可在收货后14天内退货。爱尔兰境内退货免运费。"),
    Passage("周末营业吗？", "不营业。我们周一至周五上午9点到下午5点营业。"),
)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(None)


@pytest.mark.parametrize(
    "sentence",
    [
        "You can return unused items within 14 days of delivery.",
        "Returns are free in Ireland.",
        "We are open from 9:00 to 17:00.",
        "No, we don't wrap gifts.",
    ],
)
def test_the_same_said_otherwise_is_supported(judge: Judge, sentence: str) -> None:
    found = judge.judge(sentence, ENGLISH)
    assert found.verdict == "supported", found
    assert found.quote in ENGLISH[found.source or 0].text


@pytest.mark.parametrize(
    ("sentence", "reasons"),
    [
        ("You can return unused items within 30 days of delivery.", {"number"}),
        ("You can return unused items within 14 weeks of delivery.", {"number"}),
        ("You can return unused items only after 14 days of delivery.", {"direction"}),
        ("You cannot return unused items within 14 days of delivery.", {"negation"}),
        ("Returns are not free of charge in Ireland.", {"negation"}),
        ("Returns are free of charge in Norway.", {"name"}),
        ("Refunds are made within 5 working days before we receive the item.",
         {"direction", "opposite"}),
        ("We are open Monday to Friday from 9 am to 6 pm.", {"number"}),
        ("Yes, we do wrap gifts.", {"negation"}),
        ("Write to presents@example.com instead.", {"code"}),
        ("Parking is available behind the shop.", {"nothing-found"}),
    ],
)  # fmt: skip
def test_one_small_difference_is_not_supported(
    judge: Judge, sentence: str, reasons: set[str]
) -> None:
    found = judge.judge(sentence, ENGLISH)
    assert found.verdict == "unsupported"
    assert found.reason in reasons


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("未使用的商品可以在收货后14天内退货。", "supported"),
        ("未使用的商品可在收货后30天内退货。", "unsupported"),
        ("未使用的商品不可以在收货后14天内退货。", "unsupported"),
        ("爱尔兰境内退货收费。", "unsupported"),
        ("我们周一至周五上午9点到下午6点营业。", "unsupported"),
        ("请问还有其他可以帮您的吗？", "none"),
        ("您好！", "none"),
    ],
)
def test_chinese_is_judged_too(judge: Judge, sentence: str, verdict: str) -> None:
    assert judge.judge(sentence, CHINESE).verdict == verdict


def test_what_the_customer_said_may_be_repeated(judge: Judge) -> None:
    sentence = "You can return item AB-4711 within 14 days of delivery."
    assert judge.judge(sentence, ENGLISH).reason == "code"
    said = "I want to return item AB-4711"
    assert judge.judge(sentence, ENGLISH, said).reason != "code"


@pytest.mark.parametrize("sentence", ["囮有Ƶ鱛很z tclcur么 it", "blorf grund it", "zxq wvut prlk"])
def test_one_common_word_among_unknown_ones_is_no_support(judge: Judge, sentence: str) -> None:
    source = Passage("I was charged twice", "It is on your card within 5 working days.")
    for one in (judge, Judge(None)):
        assert one.judge(sentence, [source]).verdict == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("6. Open the settings of your account.", "supported"),
        ("(3) Open the settings of your account.", "supported"),
        ("6) Pay 20 euros by card.", "supported"),
        ("2. Pay 30 euros by card.", "unsupported"),
        ("1. 50 euros are paid by card.", "unsupported"),
    ],
)
def test_the_number_of_a_step_states_nothing(judge: Judge, sentence: str, verdict: str) -> None:
    steps = "1. Open the settings of your account.\n2. Pay 20 euros by card."
    assert judge.judge(sentence, [Passage("How do I pay?", steps)]).verdict == verdict


def test_without_sources_nothing_is_supported(judge: Judge) -> None:
    assert judge.judge("Returns are free.", ()).verdict == "unsupported"
    assert judge.judge("Returns are free.", (Passage("", ""),)).verdict == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "needs_none"),
    [
        ("Hello Maria,", True),
        ("To proceed, please follow these simple steps:", True),
        ("Allow me to assist you with this.", True),
        ("Please follow these steps to get 20 euros back:", False),
        ("I am sorry to hear that.", True),
        ("Thank you for your message.", True),
        ("Is there anything else I can help you with?", True),
        ("Please let us know if you have any further questions.", True),
        ("非常理解您的心情，给您带来不便，我们很抱歉。", True),
        ("It costs 5 euros, is that fine?", False),
        ("I am sorry, returns are not free.", False),
        ("Thank you, your refund was sent.", False),
        ("Sorry, we are closed on Sundays.", False),
        ("退货免费，您看可以吗？", False),
    ],
)
def test_what_needs_no_source(sentence: str, needs_none: bool) -> None:
    assert needs_no_source(sentence) is needs_none


def test_a_question_that_follows_without_a_full_stop_hides_no_claim() -> None:
    text = "We do not deliver Would you like to book?"
    parts = [text[start:end] for start, end in claim_spans(text)]
    assert parts == ["We do not deliver", "Would you like to book?"]


def test_every_sentence_of_a_draft_is_judged_in_its_place(judge: Judge) -> None:
    draft = "Hello, Returns are free in Ireland. We deliver on the moon. Anything else?"
    parts = [draft[start:end] for start, end in claim_spans(draft)]
    assert parts[1:] == ["We deliver on the moon.", "Anything else?"]
    verdicts = [judge.judge(part, ENGLISH).verdict for part in parts]
    assert verdicts[1:] == ["unsupported", "none"]
