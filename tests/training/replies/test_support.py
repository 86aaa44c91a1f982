"""Only sentences of a reply that its sources support, or that need no source, are learnt."""

from __future__ import annotations

import pytest

from assistant.prompt import Passage, Prompt, PromptTurn
from training.replies.support import is_grounded, unsupported_spans

PROMPT = Prompt(
    (
        Passage("How do I pay?", "1. Open your {{Account}} page.\n2. Pay 20 euros by card."),
        Passage("Returns", "You can return an item within 14 days of delivery."),
    ),
    (PromptTurn("customer", "I am Maria and my order is AB-1234, how do I pay the 75 euros?"),),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Pay 20 euros by card.",
        "4. Open your {{Account}} page.",
        "You can return the item within 14 days.",
        "The order AB-1234 of 75 euros.",
        "Hello Maria, thank you for your message.",
        "Please follow these steps:",
    ],
)
def test_what_the_prompt_says_or_needs_no_source_is_learnt(sentence):
    assert unsupported_spans(sentence, PROMPT) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Pay 30 euros by card.",
        "Open your {{Invoices}} page.",
        "You can return the item to Oslo within 14 days.",
        "The order AB-9999 of 75 euros.",
        "Our warehouse answers parcels at night.",
    ],
)
def test_what_the_prompt_does_not_say_is_not_learnt(sentence):
    reply = f"Hello Maria. {sentence} Have a nice day!"
    begin = reply.index(sentence)
    assert unsupported_spans(reply, PROMPT) == ((begin, begin + len(sentence)),)


def test_a_reply_that_says_something_else_has_nothing_to_teach():
    assert is_grounded("Open your account and pay by card, then call our warehouse.", PROMPT)
    assert not is_grounded("Our warehouse near the harbour sends vouchers and umbrellas.", PROMPT)
    assert is_grounded("Thank you, have a nice day!", PROMPT)
