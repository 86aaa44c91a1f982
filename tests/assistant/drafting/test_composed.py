"""Composed drafts: phrases of the company around sentences of the verified answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.contracts.administration import CompanyPhrases
from assistant.drafting.composed import Composed, compose
from assistant.drafting.mood import mood
from assistant.drafting.phrases import DEFAULTS, phrases_of, said
from assistant.prompt import Passage, Prompt, PromptTurn, Style

ANSWER = Passage(
    "Where is my order?",
    "Open the tracking page and enter {{Order Number}}. Parcels take 1 to 3 working days. "
    "If yours is later, write to {{Company Email}}.",
)


def _draft(
    message: str, *, style: Style = "", answer: Passage = ANSWER, name: str = ""
) -> Composed:
    found = compose(
        Prompt((answer,), (PromptTurn("customer", message),), style=style), customer=name
    )
    assert found is not None
    return found


def test_every_sentence_is_a_phrase_or_a_sentence_of_the_source() -> None:
    draft = _draft("Hello, my order #48213-77 has not come, I am worried")
    assert draft.text.startswith("Hello,")
    assert "enter 48213-77." in draft.text
    assert "{{Company Email}}" in draft.text
    for part in draft.parts:
        assert draft.text[part.start : part.end].strip()
        if part.source is not None:
            assert part.quote in ANSWER.text
    assert "".join(draft.text[p.start : p.end] for p in draft.parts) == "".join(
        draft.text[at]
        for at in range(len(draft.text))
        if any(p.start <= at < p.end for p in draft.parts)
    )


def test_two_order_numbers_fill_nothing() -> None:
    draft = _draft("order number 48213 or was it order number 48214?")
    assert "{{Order Number}}" in draft.text


def test_no_greeting_to_those_who_did_not_greet_or_were_greeted() -> None:
    assert _draft("where is my order").text.startswith("Open")
    later = Prompt(
        (ANSWER,),
        (PromptTurn("customer", "Hi"), PromptTurn("agent", "Hello!"), PromptTurn("customer", "?")),
    )
    draft = compose(later)
    assert draft is not None
    assert draft.text.startswith("Open")


@pytest.mark.parametrize(
    ("style", "begins", "ends"),
    [
        ("", "Hello Maria,\n\nOpen", "help you with?"),
        ("warmer", "Hello Maria,\n\nThank you for your message.", "anything else you need."),
        ("formal", "Dear Maria,\n\nOpen", "any further questions."),
        ("shorter", "Open", "write to {{Company Email}}."),
    ],
)
def test_styles(style: Style, begins: str, ends: str) -> None:
    draft = _draft("Hello, how many days do parcels take?", style=style, name="Maria")
    assert draft.text.startswith(begins)
    assert draft.text.endswith(ends)


def test_an_answer_that_is_sorry_already_is_not_sorry_twice() -> None:
    answer = Passage("Broken", "We are sorry about that. Send us a photo.")
    assert _draft("It arrived broken!", answer=answer).text.count("sorry") == 1


@pytest.mark.parametrize(
    "ending", ["Please let us know if you need more.", "We are happy to help.", "Does that help?"]
)
def test_an_answer_that_offers_help_is_not_closed_twice(ending: str) -> None:
    answer = Passage("Returns", f"Returns take 14 days. {ending}")
    assert _draft("How long do returns take?", answer=answer).text.endswith(ending)


def test_chinese_phrases_go_with_a_chinese_answer() -> None:
    answer = Passage("多久送到？", "包裹1到3个工作日送达。")
    draft = _draft("你好，我很着急，包裹什么时候到？", answer=answer)
    assert draft.text == "您好！非常理解您的担心。包裹1到3个工作日送达。请问还有其他可以帮您的吗？"


def test_an_answer_in_another_language_stands_alone() -> None:
    answer = Passage("", "Die Lieferung dauert drei Tage und kostet nichts.")
    assert _draft("Hello", answer=answer).text == answer.text


def test_nothing_found_writes_nothing() -> None:
    assert compose(Prompt((), (PromptTurn("customer", "Hello"),))) is None
    assert compose(Prompt((Passage("x", " "),), ())) is None


@given(st.text(max_size=200), st.text(min_size=1, max_size=300))
def test_any_text_gives_parts_in_order(message: str, answer: str) -> None:
    draft = compose(Prompt((Passage("", answer),), (PromptTurn("customer", message),)))
    if draft is None:
        assert not answer.strip()
        return
    at = 0
    for part in draft.parts:
        assert at <= part.start < part.end <= len(draft.text)
        at = part.end


@pytest.mark.parametrize(
    ("message", "felt"),
    [
        ("Where is my order?", "neutral"),
        ("This is ridiculous, I demand my money back", "angry"),
        ("WHY DOES NOBODY EVER ANSWER ME???", "angry"),
        ("I'm worried that my card was stolen", "worried"),
        ("The lamp arrived broken", "sad"),
        ("Great service, thank you so much!", "thankful"),
        ("I am not angry, just asking", "neutral"),
        ("你们太过分了，我要投诉", "angry"),
        ("请问怎么付款？", "neutral"),
    ],
)
def test_moods(message: str, felt: str) -> None:
    assert mood(message) == felt


# ---------------------------------------------------------------- written again


@pytest.mark.parametrize("style", ["", "warmer", "formal"])
def test_another_seed_has_other_phrases_around_the_same_sentences(style: Style) -> None:
    prompt = Prompt((ANSWER,), (PromptTurn("customer", "Hello, I am worried"),), style)
    drafts = [compose(prompt, seed=seed) for seed in (0, 1, 0)]
    first, other, again = [draft for draft in drafts if draft is not None]
    assert first == again
    assert first.text != other.text
    own = [[part.quote for part in draft.parts if part.source == 0] for draft in (first, other)]
    assert own[0] == own[1]


def test_where_the_answer_ends_itself_another_draft_differs_too() -> None:
    answer = Passage("Returns", "Returns take 14 days. We are happy to help.")
    prompt = Prompt((answer,), (PromptTurn("customer", "How long?"),))
    drafts = [compose(prompt, seed=seed) for seed in (0, 1)]
    texts = {draft.text for draft in drafts if draft is not None}
    assert len(texts) == 2


# ---------------------------------------------------------------- the company's own


def test_the_companys_phrases_stand_in_the_place_of_ours() -> None:
    own = CompanyPhrases(
        greeting=["Moin {{Customer Name}}!"],
        empathy_worried=["No worries."],
        closing=["Ahoy."],
        sign_off=["{{Agent Name}}, Harbour Shop"],
    )
    prompt = Prompt((ANSWER,), (PromptTurn("customer", "Hello, I am worried"),), "formal")
    draft = compose(prompt, customer="Maria", agent="Jo", phrases=phrases_of({"en": own}))
    assert draft is not None
    assert draft.text.startswith("Moin Maria! No worries. Open")
    assert draft.text.endswith("Ahoy.\n\nJo, Harbour Shop")
    assert all(part.source is None for part in (*draft.parts[:2], *draft.parts[-2:]))
    nobody = compose(prompt, phrases=phrases_of({"en": own}))
    assert nobody is not None
    assert nobody.text.startswith("Moin! No worries. Open")
    assert nobody.text.endswith("Ahoy.\n\nHarbour Shop")


def test_what_a_company_leaves_empty_is_said_in_our_words() -> None:
    own = phrases_of({"en": CompanyPhrases(closing=["Ahoy."])})
    assert own["en"].greeting == DEFAULTS["en"].greeting
    assert own["en"].closing == own["en"].formal_closing == ["Ahoy."]
    assert own["zh"] == DEFAULTS["zh"]


@pytest.mark.parametrize(
    ("options", "known", "text"),
    [
        (["Hello {{Customer Name}},", "Hello,"], {"customer name": "Jo"}, "Hello Jo,"),
        (["Hello {{Customer Name}},", "Hello,"], {}, "Hello,"),
        (["Hello, {{ customer name }}!"], {}, "Hello!"),
        (["{{Customer Name}}，您好！"], {}, "您好！"),
        (["{{Customer Name}}，您好！"], {"customer name": "王小明"}, "王小明，您好！"),
        (["{{Agent Name}}"], {}, ""),
        (["{{Agent Name}} for {{Customer Name}}"], {"agent name": "Al"}, "Al for"),
        ([], {"customer name": "Jo"}, ""),
    ],
)  # fmt: skip
def test_fields_of_a_phrase_are_filled_or_left_out(
    options: list[str], known: dict[str, str], text: str
) -> None:
    assert said(options, known, 0) == text
