"""Words common in a team's replies: its style, but no facts and no names."""

from __future__ import annotations

import json

from training.replies.file_names import CARD
from training.replies.team_words import describe, team_words

COMMON = "Please promptly navigate to {{Billing}} there, and Miriam will help you within five days."


def replies(count):
    return [f"{COMMON} We sent parcel{number % 50}." for number in range(count)]


def test_words_of_many_replies_are_common():
    found = team_words(replies(400))
    assert {"promptly", "navigate", "sent"} <= set(found)


def test_facts_names_fields_numbers_and_everyday_words_are_not():
    some = ["We refund vouchers today, and lend umbrellas."] * 7
    assert "umbrellas" in team_words([*replies(400), *some])
    found = team_words([*replies(1500), *some])
    assert not {"vouchers", "refund", "umbrellas"} & set(found)  # 7 of 1,507 say so
    assert not {"miriam", "billing", "five", "days", "you", "will"} & set(found)
    assert not any("parcel" in word for word in found)


def test_few_replies_have_nothing_in_common():
    assert team_words(replies(4)) == []


def test_only_a_model_that_is_held_closely_is_told(tmp_path):
    path = tmp_path / CARD
    describe(tmp_path, ["promptly"])
    assert not path.exists()
    path.write_text(json.dumps({"rendering": 1}))
    describe(tmp_path, ["promptly"])
    assert json.loads(path.read_text()) == {"rendering": 1}
    path.write_text(json.dumps({"rendering": 1, "closely": True, "words": ["navigate"]}))
    describe(tmp_path, ["promptly", "navigate"])
    assert json.loads(path.read_text())["words"] == ["navigate", "promptly"]
