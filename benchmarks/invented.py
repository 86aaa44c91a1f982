"""What drafts say that occurs nowhere in the texts they were written from, over all sets.

    python -m benchmarks.invented [--model FOLDER] [--drafts N] [--json]

Each draft is written as in the product: by the worker, constrained to its prompt, from the entry
with the answer and other passages that are found. Counted are drafts with an amount, a date, a
time, another number, an order number or code, an e-mail or web address, a field or a name that is
neither in the passages nor in the conversation, by plain patterns that are independent of how
drafts are constrained or judged; and drafts that say yes instead of no. `composed` drafts are
listed for comparison.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from assistant import model_paths
from assistant.drafting.composed import compose
from assistant.evaluation.faithfulness import faithfulness, invented
from assistant.evaluation.replies import Writer
from assistant.evaluation.reply_files import Case
from assistant.paths import Home
from assistant.prompt import Prompt
from benchmarks import reply_sets
from benchmarks.reply_quality import kept, measured_writer
from benchmarks.search_sets import DATA
from benchmarks.tables import table
from retrieval.embedder import Embedder

KINDS: Final = (
    "amounts", "dates", "times", "numbers", "codes", "addresses", "fields", "names",
)  # fmt: skip
_ADDRESS: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\bwww\.\S+"
    r"|\b[\w-]+\.(?:com|org|net|co|example|uk|de|ie)\b\S*",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(r"\{\{[^{}]*\}\}")
_WORD: Final = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_CODE: Final = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9-]+|\d{5,}")
_COUNTED: Final = re.compile(r"\d+(?:-?[a-z]{1,10})+|\d+-to-\d+", re.IGNORECASE)
"""A number attached to its unit or suffix: 24h, 14-day, 21st."""
_TIME: Final = re.compile(r"\b\d{1,2}(?::\d{2})?\s?[ap]\.?m\b|\b\d{1,2}:\d{2}\b", re.IGNORECASE)
_AMOUNT: Final = re.compile(
    r"[$€£¥]\s?(\d[\d.,]*)|(\d[\d.,]*)\s?(?:[$€£¥%]|(?:euros?|dollars?|pounds?|percent)\b)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d+(?:[.,:/-]\d+)*")
_DAY: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march(?= \d)|april|june"
    r"|july|august|september|october|november|december|christmas|easter|may(?= \d))\b",
    re.IGNORECASE,
)
_WORDS: Final = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20",
    "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "half": "", "dozen": "12",
}  # fmt: skip
"""Numbers as words, with the digits that may stand for them in a source."""
_ONES: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FIGURES: Final = re.compile(rf"\b(?:{'|'.join(_ONES)})(?: (?:{'|'.join(_ONES)}))+\b")


def found_in(draft: str, prompt: Prompt) -> Iterator[tuple[str, str]]:
    """Kind and text of everything in a draft that is not in its prompt."""
    ground = "\n".join(_texts(prompt)).lower()
    ground += "\n" + "\n".join(_spoken(ground))
    rest = draft
    for kind, pattern in (("fields", _FIELD), ("addresses", _ADDRESS)):
        for one in pattern.findall(rest):
            if one.lower().rstrip(".,)") not in ground:
                yield kind, one
        rest = pattern.sub(" ", rest)
    codes = [
        one for one in _WORD.findall(rest) if _CODE.fullmatch(one) and not _COUNTED.fullmatch(one)
    ]
    for one in codes:
        if one.lower() not in ground:
            yield "codes", one
        rest = rest.replace(one, " ")
    yield from _numbers(rest, ground)
    for one in _DAY.findall(rest):
        if one.lower().rstrip("s") not in ground:
            yield "dates", one
    if "name" in invented(_DAY.sub("day", draft), prompt):
        yield "names", draft


def _numbers(draft: str, ground: str) -> Iterator[tuple[str, str]]:
    known = {part for one in _NUMBER.findall(ground) for part in (one, *re.split("[/-]", one))}
    known |= {figure for word, figure in _WORDS.items() if re.search(rf"\b{word}\b", ground)}
    for ten, one in re.findall(rf"\b(\w+ty)[ -]({'|'.join(_WORDS)}|one)\b", ground):
        if ten in _WORDS:  # e.g. twenty-two
            known.add(str(int(_WORDS[ten]) + int(_WORDS.get(one) or 1)))
    times, amounts = _TIME.findall(draft), ["".join(one) for one in _AMOUNT.findall(draft)]
    for one in _NUMBER.findall(draft):
        whole = re.search(rf"(?<!\d){re.escape(one)}(?!\d)", ground)
        if one in known or whole or re.search(rf"(?m)^\s*{re.escape(one)}\.\s", draft):
            continue  # the last condition: the number of a list item
        kind = "times" if any(one in time for time in times) else "numbers"
        yield ("amounts" if any(one == amount.rstrip(".,") for amount in amounts) else kind), one
    for word, figure in _WORDS.items():
        said = re.search(rf"\b{word}\b", draft.lower()) is not None
        if said and figure not in known and not re.search(rf"\b{word}\b", ground):
            yield "numbers", word


def _spoken(ground: str) -> Iterator[str]:
    """Digits spoken one by one, such as "nine four one" of a telephone number."""
    for run in _FIGURES.findall(ground):
        yield "".join(str(_ONES.index(word)) for word in run.split())


def _texts(prompt: Prompt) -> list[str]:
    passages = [text for passage in prompt.passages for text in (passage.name, passage.text)]
    return [*passages, *(turn.text for turn in prompt.turns)]


def measured(cases: Sequence[Case], write: Writer) -> dict[str, Any]:
    """Counts of drafts with inventions, by kind, and faithfulness to the source.

    Returns:
        n, each of `KINDS` (drafts with at least one), any, empty, yes_no_swapped of yes_no_n,
        words_from_source (see `faithfulness`), examples: some of what was invented.
    """
    drafts = [write(case.prompt) for case in cases]
    counts: Counter[str] = Counter()
    examples: list[list[str]] = []
    for draft, case in zip(drafts, cases, strict=True):
        wrong = list(found_in(draft, case.prompt))
        counts.update({kind for kind, _ in wrong})
        counts["any"] += bool(wrong)
        examples += [[kind, text] for kind, text in wrong]
    true = faithfulness(drafts, cases, None)
    leads, same = true["yes_no_n"], true["yes_no"]
    return {
        "n": len(drafts),
        **{kind: counts[kind] for kind in KINDS},
        "any": counts["any"],
        "empty": sum(not draft for draft in drafts),
        "yes_no_n": leads,
        "yes_no_swapped": round((leads or 0) * (1 - same)) if same is not None else 0,
        "words_from_source": true["words_from_source"],
        "examples": examples[:20],
    }


def shown(found: dict[str, dict[str, dict[str, Any]]]) -> str:
    """The table: a row for each set and writer."""
    header = ["set", "writer", "drafts", *KINDS, "yes for no", "words from the source"]
    rows = []
    for name, systems in found.items():
        for system, figures in systems.items():
            words = figures["words_from_source"]
            rows.append(
                [name, system, str(figures["n"]), *(str(figures[kind]) for kind in KINDS),
                 f"{figures['yes_no_swapped']} of {figures['yes_no_n']}",
                 "" if words is None else f"{words:.3f}"]
            )  # fmt: skip
    return table(header, rows)


def together(found: dict[str, dict[str, dict[str, Any]]], system: str) -> dict[str, Any]:
    """One writer's counts over all sets."""
    parts = [systems[system] for systems in found.values()]
    total: dict[str, Any] = {
        key: sum(part[key] for part in parts)
        for key in ("n", *KINDS, "any", "empty", "yes_no_n", "yes_no_swapped")
    }
    words = [(part["words_from_source"], part["n"]) for part in parts if part["n"]]
    weighed = sum((share or 0) * n for share, n in words)
    total["words_from_source"] = weighed / max(1, total["n"])
    return total


def shared_out(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """Distribute the drafts over the sets; what a small set lacks, larger ones make up for."""
    shares: dict[str, int] = {}
    for name, size in sorted(sizes.items(), key=lambda one: one[1]):
        left = total - sum(shares.values())
        shares[name] = min(size, -(-left // (len(sizes) - len(shares))))
    return shares


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="not the one in use, but this")
    parser.add_argument("--drafts", type=int, default=500, metavar="N", help="over all sets")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep what was written, JSONL")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    home = Home.default()
    embedder = Embedder(model_paths.embedding_model(home))
    sets = reply_sets.all_kinds(DATA, embedder)
    each = shared_out({name: len(cases) for name, cases in sets.items()}, given.drafts)
    found: dict[str, dict[str, dict[str, Any]]] = {}
    with measured_writer(home, given.model) as write, kept(write, given.keep) as writer:
        systems: dict[str, Writer] = {"composed": _composed}
        if writer is not None:
            systems["generated"] = writer
        for name, cases in sets.items():
            some = reply_sets.spread(cases, each[name])
            found[name] = {system: measured(some, write) for system, write in systems.items()}
    found["together"] = {system: together(found, system) for system in systems}
    print(json.dumps(found) if given.json else shown(found))
    return 0


def _composed(prompt: Prompt) -> str:
    draft = compose(prompt)
    return draft.text if draft else ""


if __name__ == "__main__":
    sys.exit(main())
