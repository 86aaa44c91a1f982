"""Write the model card of a published starter model from its measurements.

    python -m training.starter.card --model DIR --quality FILE --invented FILE [--speed FILE]

The files are the outputs of `python -m benchmarks.reply_quality --model DIR --json`,
`benchmarks.invented` and `benchmarks.generation`. They are stored in `figures.json` beside the
card, and decide whether the model writes drafts by default: only if it is better than the composed
draft.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from training.starter import card_text

FIGURES: Final = "figures.json"
_LEAST_SAME: Final = 0.98
"""Minimum share of drafts on yes-or-no answers that agree with the source."""
_LEAST_FROM_SOURCE: Final = 0.8
"""Minimum share of the content words of factual sentences that are in the source."""

Figures = dict[str, Any]


def describe(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write card, licence, notices and facts of a model that has just been published.

    Args:
        folder: The folder of the model.
        facts: `parameters` (their number), and the fields of the recipe.
    """
    _write(folder, {"model": dict(facts)})


def measured(folder: Path, *, remark: str = "", **figures: Mapping[str, Any] | None) -> bool:
    """Rewrite the card with measurements; returns whether the model writes drafts by default.

    Args:
        folder: The folder of the model.
        remark: A sentence about how it was made.
        figures: `quality`, `invented` and optionally `speed`, as the benchmarks print them.
    """
    kept: Figures = json.loads((folder / FIGURES).read_text("utf-8"))
    kept["model"] |= {"remark": remark} if remark else {}
    kept |= {name: figure for name, figure in figures.items() if figure is not None}
    for systems in kept.get("invented", {}).values():
        for counts in systems.values():
            counts.pop("examples", None)  # texts of the test sets must not be published
    _write(folder, kept)
    path = folder / "replydesk.json"
    said = json.loads(path.read_text("utf-8")) | {"writes_by_default": not shortfalls(kept)}
    path.write_text(json.dumps(said, indent=1) + "\n", "utf-8")
    return bool(said["writes_by_default"])


def shortfalls(figures: Mapping[str, Any]) -> list[str]:
    """Sentences on where the model is no better than the product without it; if there are none, it
    writes drafts by default."""
    if "quality" not in figures or "invented" not in figures:
        return ["It was not measured."]
    said = []
    faq, stored = figures["quality"]["dstc9_faq"], figures["quality"]["bitext"]
    ours, composed = faq["generated"], faq["composed"]
    everything = figures["invented"]["together"]["generated"]
    if ours["rouge_l"] <= max(composed["rouge_l"], faq["verified"]["rouge_l"]):
        said.append(
            f"From a snippet it is less like what people wrote than the composed draft "
            f"(ROUGE-L {ours['rouge_l']:.3f}, composed {composed['rouge_l']:.3f})."
        )
    if stored["generated"]["rouge_l"] <= stored["verified"]["rouge_l"]:
        said.append(
            f"It is less like a stored reply's kin than that reply as it is (ROUGE-L "
            f"{stored['generated']['rouge_l']:.3f}, as it is {stored['verified']['rouge_l']:.3f})."
        )
    if everything["any"]:
        said.append(
            f"{everything['any']} of {everything['n']} drafts say something (a number, a date, a "
            f"name …) that stands in none of their sources."
        )
    if ours["yes_no"] is not None and ours["yes_no"] < _LEAST_SAME:
        said.append(f"It says yes as yes and no as no in {ours['yes_no']:.3f} of drafts only.")
    if (ours["words_from_source"] or 0) < _LEAST_FROM_SOURCE:
        said.append(
            f"Only {ours['words_from_source'] or 0:.3f} of the telling words of its factual "
            f"sentences stand in its source."
        )
    return said


def _write(folder: Path, figures: Figures) -> None:
    (folder / FIGURES).write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    (folder / "README.md").write_text(card_text.card(figures, shortfalls(figures)), "utf-8")
    (folder / "NOTICE.md").write_text(card_text.notice(), "utf-8")
    (folder / "LICENSE").write_text(_licence(), "utf-8")


def _licence() -> str:
    """The text of the project's licence, from the checkout or the installed package."""
    kept = Path(__file__).resolve().parents[2] / "LICENSE"
    if kept.is_file():
        return kept.read_text("utf-8")
    return distribution("replydesk").read_text("licenses/LICENSE") or ""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m training.starter.card", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--model", type=Path, required=True, metavar="DIR")
    for name in ("quality", "invented", "speed"):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", required=name != "speed")
    parser.add_argument("--remark", default="", help="a sentence about how it was made")
    given = parser.parse_args()
    figures = {
        name: json.loads(file.read_text("utf-8").splitlines()[-1])
        for name in ("quality", "invented", "speed")
        if (file := getattr(given, name)) is not None
    }
    writes = measured(given.model, remark=given.remark, **figures)
    sys.stdout.write(json.dumps({"writes_by_default": writes}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
