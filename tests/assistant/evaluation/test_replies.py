"""`eval replies`: the measures are what their names say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.evaluation.faithfulness import faithfulness, invented
from assistant.evaluation.replies import evaluate
from assistant.evaluation.reply_files import Case, ReplyFileError, read_cases
from assistant.prompt import Passage, Prompt, PromptTurn

PASSAGE = Passage("Do you deliver?", "No, we do not deliver on Sundays. Delivery costs 5 euros.")
CASE = Case(
    Prompt((PASSAGE,), (PromptTurn("customer", "Do you deliver order AB-77?"),)),
    "No, there is no delivery on Sundays. It costs 5 euros.",
)


def test_each_system_has_its_figures() -> None:
    pytest.importorskip("sacrebleu")
    found = evaluate([CASE], None)
    assert found["n"] == 1
    assert set(found) == {"n", "verified", "composed", "human"}
    for system in ("verified", "composed"):
        assert found[system]["invented"] == 0
        assert found[system]["yes_no"] == 1
        assert found[system]["numbers_kept"] == 1
        assert found[system]["words_from_source"] == 1
        assert found[system]["supported"] == 1
        assert 0 < found[system]["rouge_l"] < 1


@pytest.mark.parametrize(
    ("draft", "kinds"),
    [
        ("Delivery costs 5 euros for AB-77.", set()),
        ("Delivery costs 6 euros.", {"number"}),
        ("Your parcel is ZZ-1234.", {"code"}),
        ("Write to a@b.example.", {"code"}),
        ("We deliver to Paris.", {"name"}),
    ],
)
def test_what_is_invented(draft: str, kinds: set[str]) -> None:
    assert invented(draft, CASE.prompt) == kinds


def test_yes_for_no_is_counted() -> None:
    found = faithfulness(["Yes, we deliver on Sundays."], [CASE], None)
    assert found["yes_no"] == 0
    assert found["numbers_kept"] == 0


def test_rows_are_read_with_ids_and_texts(tmp_path: Path) -> None:
    file = tmp_path / "data.jsonl"
    row = {
        "context": [{"role": "user", "text": "Hi"}, {"role": "agent", "text": "Hello"}],
        "passages": ["a1", "A text."],
        "reply": "Yes.",
    }
    file.write_text(json.dumps(row), encoding="utf-8")
    (case,) = read_cases(file, {"a1": PASSAGE})
    assert case.prompt.passages == (PASSAGE, Passage("", "A text."))
    assert [turn.role for turn in case.prompt.turns] == ["customer", "agent"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "eval.reply.empty"),
        ("{", "eval.reply.row"),
        ('{"reply": ""}', "eval.reply.row"),
        ('{"reply": "x", "passages": 5}', "eval.reply.row"),
        ('{"reply": "x", "context": [{"role": "ghost", "text": "y"}]}', "eval.reply.row"),
    ],
)
def test_a_bad_row_is_told(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "data.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReplyFileError) as told:
        read_cases(file, {})
    assert told.value.code == code
