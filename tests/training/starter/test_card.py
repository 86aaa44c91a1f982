"""The model card reports the measurements, which decide whether the model writes by default."""

from __future__ import annotations

import copy
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from assistant.models.licences import licence_of
from assistant.models.untrusted_folder import examine
from training.starter import card
from training.starter.recipe import Recipe

SYSTEM = {"rouge_l": 0.4, "yes_no": 1.0, "words_from_source": 0.9, "invented_names": 0.0}
KINDS = ("amounts", "dates", "times", "numbers", "codes", "addresses", "fields", "names", "any")
NONE = {
    "examples": [["names", "a text"]],
    "n": 10,
    "yes_no_swapped": 0,
    "yes_no_n": 4,
    **dict.fromkeys(KINDS, 0),
}
QUALITY = {
    name: {
        "n": 5,
        "verified": SYSTEM | {"rouge_l": 0.3},
        "composed": SYSTEM | {"rouge_l": 0.35},
        "generated": SYSTEM,
        "human": {"yes_no": 1.0, "words_from_source": 0.77},
    }
    for name in ("dstc9_faq", "bitext")
}
INVENTED = {"dstc9_faq": {"generated": NONE}, "together": {"generated": NONE}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "replydesk.json").write_text(json.dumps({"rendering": 1, "languages": ["en"]}))
    card.describe(tmp_path, {"parameters": 8_000_000, **asdict(Recipe())})
    return tmp_path


def said(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "replydesk.json").read_text()))


def test_before_it_is_measured_it_says_so(folder: Path) -> None:
    text = (folder / "README.md").read_text()
    assert "It was not measured." in text
    assert "8.0 million parameters" in text
    assert "CC BY-SA 4.0" in text
    assert licence_of(folder) == ("apache-2.0", ("LICENSE", "NOTICE.md"))
    assert {"LICENSE", "NOTICE.md", "README.md"} <= {file.name for file in examine(folder)}


def test_one_that_is_better_everywhere_writes(folder: Path) -> None:
    speed = {"onnx_tokens_s": 500.4, "fp32_tokens_s": 200, "first_token_ms": 51.2}
    assert card.measured(
        folder, quality=QUALITY, invented=copy.deepcopy(INVENTED), speed=speed, remark="It was fun."
    )
    assert said(folder) == {"rendering": 1, "languages": ["en"], "writes_by_default": True}
    text = (folder / "README.md").read_text()
    assert "measured better than the composed draft" in text
    assert "0.400 against 0.300 and 0.400 against 0.300" in " ".join(text.split())
    assert "| ROUGE-L | 0.400 | 0.350 | 0.300 |  |" in text
    assert "int4 500 tokens/s" in text
    assert "It was fun. One command" in " ".join(text.split())
    kept = json.loads((folder / "figures.json").read_text())
    assert kept["quality"] == QUALITY
    assert kept["invented"]["together"]["generated"]["any"] == 0
    assert "a text" not in json.dumps(kept)


@pytest.mark.parametrize(
    ("where", "value", "words"),
    [
        (("dstc9_faq", "rouge_l"), 0.35, "composed 0.350"),
        (("bitext", "rouge_l"), 0.3, "as it is 0.300"),
        (("dstc9_faq", "yes_no"), 0.97, "0.970 of drafts only"),
        (("dstc9_faq", "words_from_source"), 0.79, "Only 0.790"),
        (("together", "any"), 1, "1 of 10 drafts"),
    ],
)
def test_one_that_falls_short_anywhere_writes_on_request(
    folder: Path, where: tuple[str, str], value: float, words: str
) -> None:
    quality, invented = copy.deepcopy(QUALITY), copy.deepcopy(INVENTED)
    figures: dict[str, Any] = {**quality, **invented, "bitext": quality["bitext"]}
    figures["dstc9_faq"] = quality["dstc9_faq"]
    figures[where[0]]["generated"][where[1]] = value
    assert not card.measured(folder, quality=quality, invented=invented)
    assert not said(folder)["writes_by_default"]
    text = (folder / "README.md").read_text()
    assert words in " ".join(text.split())
    assert "not better than the composed draft in everything" in " ".join(text.split())
