"""A generated draft opens like a composed one, unless the model writes a greeting itself."""

from __future__ import annotations

import pytest

from assistant.drafting.composed import compose, greeting
from assistant.drafting.opening import Opening
from assistant.prompt import Passage, Prompt, PromptTurn

ANSWER = Passage("How long can I return it?", "You can return it within 30 days.")


def asked(*turns: str, style: str = "", passage: Passage = ANSWER) -> Prompt:
    """A prompt whose turns alternate between customer and agent, beginning with the customer."""
    roles = ("customer", "agent")
    made = tuple(PromptTurn(roles[at % 2], text) for at, text in enumerate(turns))  # type: ignore[arg-type]  # as `roles` has them
    return Prompt((passage,), made, style)  # type: ignore[arg-type]  # one of the styles


def shown(greets: str, text: str, *, size: int = 3) -> str:
    """Pass a text through an `Opening` in pieces."""
    opening = Opening(greets)
    pieces = [opening.add(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join([*pieces, opening.end()])


@pytest.mark.parametrize(
    ("prompt", "lang"),
    [
        (asked("Hello, can I return it?"), "en"),
        (asked("can I return it?"), "en"),
        (asked("can I return it?", style="formal"), "en"),
        (asked("Hello, can I return it?", style="shorter"), "en"),
        (asked("Hello", "Hi, what can I do?", "can I return it?"), "en"),
        (asked("你好，可以退货吗？", passage=Passage("退货", "30 天内可以退货。")), "zh"),
    ],
)
@pytest.mark.parametrize("customer", ["", "Maria"])
def test_it_opens_as_a_composed_draft_does(prompt: Prompt, lang: str, customer: str) -> None:
    composed = compose(prompt, customer=customer)
    assert composed is not None
    opens = greeting(prompt, lang, customer=customer)
    assert composed.text.startswith(opens + prompt.passages[0].text)
    assert shown(opens, "Within 30 days, of course.") == opens + "Within 30 days, of course."


@pytest.mark.parametrize(
    "text",
    [
        "Hi Maria, within 30 days.",
        "Dear customer,\nwithin 30 days.",
        "Maria，您好！可以退货。",
        "Hello!",
    ],
)
def test_a_model_that_greets_itself_is_left_alone(text: str) -> None:
    assert shown("Hello,\n\n", text) == text


def test_white_space_before_the_text_goes_and_nothing_stays_nothing() -> None:
    assert shown("Hello,\n\n", "\n You can.") == "Hello,\n\nYou can."
    assert shown("Hello,\n\n", "  ") == ""
    assert shown("", " as it is ") == " as it is "


def test_languages_without_phrases_have_no_greeting() -> None:
    assert greeting(asked("Hello, can I return it?"), "de") == ""
