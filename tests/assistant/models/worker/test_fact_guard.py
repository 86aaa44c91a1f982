"""Constrained replies: a model cannot invent numbers, codes or addresses."""

from __future__ import annotations

import re

import numpy as np
import pytest
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from assistant.models.worker.fact_guard import FactGuard, TokenTable
from assistant.models.worker.facts import Facts
from assistant.models.worker.token_text import TextStream, token_bytes
from assistant.prompt import Passage, Prompt, PromptTurn
from tests.tiny_dialogue import PROMPT

END = 0
LINES = [
    "You can return it within 14 days of delivery for 4.95, see https://shop.example/returns.",
    "Write to returns@shop.example with {{Order Number}} AB-1234567 on 2024-05-01 at 10:30.",
    "No, not now. Note that nobody knows 99.50 or evil.com or www.evil.com or a@b.co or X-77.",
    "Yes, yes. 您可以在14天内退货。１４",
]


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.train_from_iterator(
        LINES,
        trainers.BpeTrainer(
            vocab_size=600, special_tokens=["<|end|>"], show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        ),
    )  # fmt: skip
    return made


TOKENIZER = tokenizer()
BYTES = token_bytes(TOKENIZER)
TABLE = TokenTable(BYTES)
TEMPTING = [
    id_ for id_, told in enumerate(BYTES) if re.search(rb"[0-9@.:/{}_#-]|www|[Nn]o|es", told)
]


def guard(prompt: Prompt = PROMPT) -> FactGuard:
    return FactGuard(Facts.of(prompt), TABLE, frozenset({END}), frozenset())


def may_say(text: str, prompt: Prompt = PROMPT) -> bool:
    """Whether a text is allowed as single-byte tokens, including the end token."""
    held = guard(prompt)
    for byte in text.encode():
        token = BYTES.index(bytes([byte]))
        if not held.allows(token):
            return False
        held.accept(token)
    return held.allows(END)


@pytest.mark.parametrize(
    "text",
    [
        "You have 14 days.", "It costs 4.95.", "It costs €4.95!", "(4.95)", "$14", "14-day return",
        "3 to 5 days", "3-5 days", "at 10:30, please", "on 2024-05-01", "in 2024", "05-01",
        "AB-1234567", "Order ab-1234567.", "number 1234567", "returns@shop.example.",
        "Returns@shop.example", "<returns@shop.example>", "https://shop.example/returns",
        "see shop.example/returns.", "Your {{Order Number}} here", "e.g. this, and/or that",
        "a.m. or p.m.", "您可以在14天内退货", "14th", "There are no digits at all; just words",
        "It's o'clock - well-known", "14 14 14", "within 14.", "Hello 😀",
    ],
)  # fmt: skip
def test_what_stands_in_the_prompt_may_be_said(text: str) -> None:
    assert may_say(text)


@pytest.mark.parametrize(
    "text",
    [
        "15 days", "145", "1", "41", "4", "4.9", "4.95.1", "14.5", "14,000", "4,95", "10:31", "10",
        "30", "2024-05-02", "05-02", "2024/05/01", "AB-1234568", "AB-123", "AB-12345678", "XY-1",
        "A14", "B14", "123456", "info@shop.example", "returns@shop.example.org", "returns@shop",
        "returns@shop.exampleX", "evil.com", "shop.example/other", "https://evil.com",
        "https://shop.example/returnsX", "www.shop.example", "http://shop.example/returns",
        "shop.example.evil", "{{Name}}", "{{Order", "{{Order Number}", "１４ days", "1４", "１５",
        "१५", "15天", "order number 14 and 16", "v2", "COVID19", "٧",
    ],
)  # fmt: skip
def test_what_does_not_stand_there_may_not(text: str) -> None:
    assert not may_say(text)


def test_other_scripts_are_kept_as_they_are_written() -> None:
    prompt = Prompt((Passage("", "订单 {{订单号}} 在 １４ 天内, ٧."),), ())
    for text in ("{{订单号}}", "１４ 天", "１４。", "٧"):
        assert may_say(text, prompt), text
    for text in ("{{订单}}", "14", "１", "1４", "７"):
        assert not may_say(text, prompt), text


ASKED = Prompt(
    (
        Passage(
            "Returns", "Within 14 days. A voucher of 20 euros, see https://shop.example/returns."
        ),
    ),
    (
        PromptTurn("agent", "It is 30 euros."),
        PromptTurn(
            "customer",
            "Order 7654321 from 3 May 2024, 10:45, mail me@home.example: promise 500, "
            "I want 98765 euros, 90% and 20, see evil.com, https://evil.com/x, {{Bonus}}. "
            "5月6日下单，赔偿88888元。",
        ),
    ),
)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("order 7654321", True), ("on 3 May 2024", True), ("at 10:45", True), ("5月6日", True),
        ("me@home.example", True), ("30 euros", True), ("20 euros", True),
        ("500", False), ("98765", False), ("90", False), ("88888", False), ("evil.com", False),
        ("https://evil.com/x", False), ("{{Bonus}}", False),
    ],
)  # fmt: skip
def test_of_the_customers_words_only_what_names_something_is_repeated(
    text: str, allowed: bool
) -> None:
    assert may_say(text, ASKED) == allowed


COUNTED = Prompt(
    (
        Passage("Returns", "Within 14 days, refunds in five working days, 250 euros at most, 25%."),
        Passage("退货", "三十天内，百分之五的费用，请提供两张照片，一般一些问题。"),
    ),
    (PromptTurn("customer", "I want seven lamps and 800 euros for 3 days."),),
)


@pytest.mark.parametrize(
    "text",
    [
        "fourteen days", "Fourteen.", "five days", "5 days", "two hundred and fifty euros",
        "two hundred fifty", "twenty-five percent", "twenty five", "twice", "thirty days",
        "this one", "one of them", "no one", "one more", "someone, none, often, weight, twofold",
        "a day", "the first", "三十天", "30天", "百分之五", "两张", "一个问题", "一些", "十分感谢",
        "万一", "千万不要", "三明治", "十四天", "五个工作日", "二百五十元", "一位同事",
    ],
)  # fmt: skip
def test_a_quantity_of_the_prompt_may_be_said_in_words(text: str) -> None:
    assert may_say(text, COUNTED)


@pytest.mark.parametrize(
    "text",
    [
        "three days", "four", "Six weeks", "seven lamps", "eight hundred", "twenty days", "twenty",
        "two hundred", "two hundred and five", "two hundred and", "hundred", "five hundred",
        "one day", "one-day", "one business day", "fifteen", "dozen", "hundreds", "forty-five",
        "fourteen hundred", "四天", "十天", "七个工作日", "百分之十", "百分之五十", "一天", "一周",
        "三天", "八百元", "十分钟", "三次", "两百元", "三十五天",
    ],
)  # fmt: skip
def test_another_quantity_may_not(text: str) -> None:
    assert not may_say(text, COUNTED)


def test_a_word_that_counts_is_refused_whole() -> None:
    """The last token of a forbidden word is refused; the word may end in another way."""
    words = {token: id_ for id_, token in enumerate(BYTES)}
    held = guard(COUNTED)
    for char in " thre":
        token = words[char.encode()]
        assert held.allows(token)
        held.accept(token)
    assert not held.allows(words[b"e"])
    assert held.allows(words[b"s"])


@pytest.mark.parametrize(
    ("first", "text", "allowed"),
    [
        ("Yes, it is.", "Yes, it is.", True),
        ("Yes, it is.", "No, it is not.", False),
        ("Yes, it is.", "no", False),
        ("Yes, it is.", "Hello, no, it is not.", False),
        ("Yes, it is.", "Hello! No.", False),
        ("Yes, it is.", "There is no charge.", True),
        ("No, it is not.", "Yes!", False),
        ("No, it is not.", "Hi, yes.", False),
        ("No, it is not.", "No, sorry.", True),
        ("No charge at all.", "Yes, it is free.", True),
        ("Nothing is known.", "Yes.", True),
        ("Maybe.", "No.", True),
    ],
)
def test_yes_is_not_answered_with_no(first: str, text: str, allowed: bool) -> None:
    prompt = Prompt((Passage("", first),), (PromptTurn("customer", "Is it?"),))
    # with words as tokens, a word that only begins with "no" is another token
    held = guard(prompt)
    ids = TOKENIZER.encode(text, add_special_tokens=False).ids
    said = []
    for token in ids:
        if not held.allows(token):
            break
        held.accept(token)
        said.append(token)
    assert (len(said) == len(ids)) == allowed


def test_a_longer_word_that_begins_with_no_is_another_word() -> None:
    held = guard(Prompt((Passage("", "Yes."),), ()))
    assert held.allows(BYTES.index(b" Note"))
    held.accept(BYTES.index(b"N"))
    assert not held.allows(BYTES.index(b"o"))


NUMBERS = {"14", "4.95", "3", "5", "3-5", "10:30", "2024", "05", "01", "2024-05", "05-01",
           "2024-05-01", "1234567"}  # fmt: skip
WORDS = {"ab-1234567", "returns@shop.example", "shop.example/returns", "shop.example",
         "https://shop.example/returns"}  # fmt: skip


def invented(text: str) -> list[str]:
    """Values in a text that are not in the prompt, by rules independent of the guard's."""
    bad = [found for found in re.findall(r"\{\{.*?(?:\}\}|$)", text) if found != "{{Order Number}}"]
    text = text.replace("{{Order Number}}", " ")
    for word in re.findall(r"[A-Za-z\d@:/._-]*[@\d/][A-Za-z\d@:/._-]*", text):
        bare = word.strip(".:/-_").lower()
        if bare in WORDS or not re.search(r"[\d@]|://", bare):
            continue
        if "@" in bare or "://" in bare or re.search(r"[a-z].*\d", bare):
            bad.append(word)
            continue
        bad += [
            number for number in re.findall(r"\d+(?:[.,:/-]\d+)*", bare) if number not in NUMBERS
        ]
    return bad


def test_no_preference_of_a_model_makes_it_invent() -> None:
    random = np.random.default_rng(7)
    seen = ""
    for _ in range(150):
        held, stream, text = guard(), TextStream(BYTES), ""
        for _ in range(60):
            logits = random.standard_normal(len(BYTES)).astype(np.float32)
            logits[TEMPTING] += 2.5
            logits[END] -= 3
            token = held.pick(logits)
            assert token >= 0
            if token == END:
                break
            held.accept(token)
            text += stream.add(token)
        else:
            # a reply cut at its maximum length may end in the middle of a word
            text = text[: max(text.rfind(" "), 0)]
            text = text[: text.rfind("{{")] if text.rfind("{{") > text.rfind("}}") else text
        assert invented(text) == [], text
        seen += text
    # guarded values did occur in the random texts
    assert {"14", "4.95", "{{Order Number}}"} <= {word for word in (*NUMBERS, "{{Order Number}}")
                                                  if word in seen}  # fmt: skip


def test_the_likeliest_of_the_allowed_is_taken() -> None:
    logits = np.full(len(BYTES), -1.0, np.float32)
    bad, good = BYTES.index(b"9"), BYTES.index(b"1")
    logits[bad], logits[good] = 5, 4
    assert guard().pick(logits) == good


def test_without_facts_everything_goes_but_what_is_barred() -> None:
    bad = BYTES.index(b"9")
    logits = np.zeros(len(BYTES), np.float32)
    logits[bad] = 5
    free = FactGuard(None, TABLE, frozenset({END}), frozenset())
    assert free.pick(logits) == bad
    barred = FactGuard(None, TABLE, frozenset({END}), frozenset({bad}))
    assert barred.pick(logits) != bad


def test_rows_beyond_the_vocabulary_are_never_taken() -> None:
    logits = np.zeros(len(BYTES) + 40, np.float32)
    logits[-5] = 9
    assert 0 <= guard().pick(logits) < len(BYTES)
