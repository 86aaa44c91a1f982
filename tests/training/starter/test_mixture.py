"""Training examples of the starter model: deterministic, with replies copied from passages."""

from __future__ import annotations

import random
import re

import pytest

from assistant.prompt import Passage, Prompt, PromptTurn
from tests.training.starter.corpora import CORPORA
from training.starter.augmentation import augmented, code
from training.starter.corpora import kept_for_judging, normalised
from training.starter.example import Example
from training.starter.mixture import Mixture
from training.starter.recipe import Shares

NUMBER = re.compile(r"\d+")


def only(kind: str) -> Shares:
    return Shares(**{name: float(name == kind) for name in Shares.__dataclass_fields__})


def test_a_seed_and_a_number_give_one_example():
    mixture, again = (Mixture(CORPORA, Shares(), 7) for _ in range(2))
    examples = [mixture.example(number) for number in range(50)]
    assert examples == [again.example(number) for number in range(50)]
    assert len({str(example) for example in examples}) > 40
    assert examples != [Mixture(CORPORA, Shares(), 8).example(number) for number in range(50)]


@pytest.mark.parametrize(
    "kind", ["faq_human", "faq_verbatim", "dialogue_copy", "demo", "repetition"]
)
def test_numbers_of_a_reply_stand_in_what_was_read(kind):
    mixture = Mixture(CORPORA, only(kind), 3)
    for number in range(200):
        example = mixture.example(number)
        read = " ".join(passage.text for passage in example.prompt.passages)
        assert set(NUMBER.findall(example.reply)) <= set(NUMBER.findall(read)), example


def test_what_is_invented_is_the_same_everywhere():
    example = Example(
        Prompt(
            (Passage("Where is Brook Lodge?", "BROOK LODGE, 12 Mill Street, is open till 22:15."),),
            (PromptTurn("customer", "is brook lodge open at 22:15"),),
        ),
        "Brook Lodge is open till 22:15.",
    )
    changed = 0
    for seed in range(50):
        other = augmented(random.Random(seed), example, ["lantern", "carpet"])
        words = other.reply.split()
        read = other.prompt.passages[0].text
        assert all(word.strip(".").lower() in read.lower() for word in words), other
        changed += other.reply != example.reply
    assert changed > 25


def test_the_numbers_of_a_list_count_on():
    example = Example(
        Prompt((Passage("", "1. Open it.\n2. Press 17."),), ()), "1. Open it.\n2. Press 17."
    )
    for seed in range(20):
        reply = augmented(random.Random(seed), example, []).reply
        assert reply.startswith("1. ")
        assert "\n2. " in reply


def test_a_reply_that_denies_what_the_passage_says_teaches_nothing():
    liar = CORPORA.snippets[1].__class__(
        "hotel/9", "", "Is there a gym?", "There is no gym at Brook Lodge.",
        ("There is a gym at Brook Lodge.",),
    )  # fmt: skip
    honest = CORPORA.snippets[0]
    mixture = Mixture(CORPORA.__class__((liar, honest), (), (), ()), only("faq_human"), 1)
    for number in range(40):
        assert "gym" not in mixture.example(number).reply


def test_codes_have_letters_or_digits_only():
    assert all(re.fullmatch(r"[A-Z0-9 -]+", code(random.Random(seed))) for seed in range(100))


def test_what_is_kept_for_judging_is_the_same_everywhere():
    kept = [number for number in range(100) if kept_for_judging(f"hotel/{number}", 5)]
    assert kept[:4] == [18, 20, 25, 41]
    assert normalised("Cancel ORDER 4411, please!") == normalised("cancel order 77 please")
