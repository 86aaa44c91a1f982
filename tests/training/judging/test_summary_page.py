"""The summary page of a classifier or the search: in both languages, without scripts."""

from __future__ import annotations

import re

import pytest

from assistant.contracts import Judgement, Measure
from training import recipes
from training.classify.judging import _measures as of_classifiers
from training.classify.judging import _verdict
from training.classify.measures import Measured
from training.judging import summary_page as summary_page_module
from training.judging.summary_page import chinese, summary_page

_HAN = re.compile(r"[\u4e00-\u9fff]")


def measured(accuracy: float) -> Measured:
    return Measured(
        texts=41, accuracy=accuracy, macro_f1=0.9, oos_recall=0.5, confusion={"a": {"a": 3}}
    )


def judgement(**more: object) -> Judgement:
    return Judgement.model_validate(
        {
            "better": True, "verdict": _verdict(measured(0.9), None, 0.2, better=True),
            "measures": of_classifiers(measured(0.9), measured(0.8), 0.1),
            "confusion": {"<b>refund</b>": {"<b>refund</b>": 7, "late": 2}}, **more,
        }
    )  # fmt: skip


def test_what_people_wrote_is_text() -> None:
    page = "".join(summary_page("<script>x</script>", judgement()))
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;b&gt;refund" in page
    assert page.count("<section") == 2


@pytest.mark.parametrize("better", [True, False])
@pytest.mark.parametrize("old", [None, 0.8])
def test_every_verdict_and_measure_is_said_in_chinese(better: bool, old: float | None) -> None:
    before = measured(old) if old is not None else None
    assert _HAN.search(chinese(_verdict(measured(0.2), before, 0.2, better=False)))
    assert _HAN.search(chinese(_verdict(measured(0.9), before, 0.2, better=better)))
    for one in of_classifiers(measured(0.9), before, 0.1):
        assert _HAN.search(chinese(one.title)), one.title


def test_a_judgement_without_labels_has_no_table_of_mistakes() -> None:
    bare = judgement(confusion={}, measures=[Measure(name="x", title="X", before=None, after=1)])
    page = "".join(summary_page("Ours", bare))
    assert "What was mixed up" not in page
    assert "<th" in page
    assert ">Before<" not in page, "nothing was in use: no column of dashes"


def test_what_was_mixed_up_is_told_label_by_label() -> None:
    table = {"parcel": {"parcel": 7, "refund": 2, "(none)": 1}, "refund": {"refund": 5}}
    page = "".join(summary_page("Ours", judgement(confusion=table)))
    assert "7 / 10" in page
    assert "refund: 2<br>none of them: 1" in page
    assert "refund: 2<br>不属于任何标签: 1" in page
    assert "Always right:</span> refund (5)" in page
    assert page.index("7 / 10") < page.index("Always right")
    right = "".join(summary_page("Ours", judgement(confusion={"refund": {"refund": 5}})))
    assert "Nothing was mixed up" in right
    assert "<details" not in right


@pytest.mark.parametrize("text", [*summary_page_module._EXPLAINED.values()])
def test_every_explanation_has_its_chinese(text: str) -> None:
    assert _HAN.search(chinese(text))


def test_a_run_that_nobody_named_is_called_what_it_is_in_each_language() -> None:
    for recipe in recipes.every():
        page = "".join(summary_page(recipe.title, judgement()))
        assert f"<h1>{recipe.title}</h1>" in page
        assert page.count(f"<h1>{recipe.title}</h1>") == 1
    assert "".join(summary_page("Ours", judgement())).count("<h1>Ours</h1>") == 2
