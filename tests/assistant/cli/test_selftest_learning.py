"""The training data of the self-test: the demo's answers as an export."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.cli.doctor import learning
from training import recipes


def test_each_answer_of_the_demo_is_a_conversation_of_a_customer_of_its_own(
    tmp_path: Path,
) -> None:
    file = tmp_path / "export.jsonl"
    learning.export(file)
    told = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert len(told) > 150  # fifty replies must be left after the split
    assert len({one["customer"]["email"] for one in told}) == len(told)
    assert all([m["role"] for m in one["messages"]] == ["customer", "agent"] for one in told)
    assert len({one["messages"][1]["text"] for one in told}) > 150


def test_its_options_are_options_of_the_recipe() -> None:
    made = recipes.find("replies").from_preset("quick", learning.OPTIONS)
    assert made.model_dump().items() >= learning.OPTIONS.items()
