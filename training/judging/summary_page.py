"""The judgement of a classifier or of the search as an HTML page in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from assistant.contracts import Judgement, Measure, ReportLanguage
from training.classify.judging import NONE
from training.judging.report import Say, after, framed, head, number
from training.judging.summary_words import CHINESE, PATTERNS

_HELD_OUT: Final = "Measured on messages that nothing was learnt from."
_MOST: Final = 16
"""Maximum number of labels in the confusion matrix; those with the most mistakes are shown."""
_EXPLAINED: Final = {
    "macro_f1": "Macro-F1: like the share that is right, but every label counts the same, however "
    "rare it is.",
    "calibration": "Calibration error: how far its confidence is from how often it is right. 0 is "
    "best.",
    "mrr": "Mean reciprocal rank: 1 where the right answer is first, a half where it is second, "
    "and so on.",
}
"""Measure → explanation, for measures whose names are not self-explanatory."""

Table = Mapping[str, Mapping[str, int]]
"""Right label → predicted label → count."""


def summary_page(
    title: str, judgement: Judgement, language: ReportLanguage = "en"
) -> Iterator[str]:
    """Yield the page in pieces: the verdict, the measures, the confusions.

    Args:
        title: Name of the run.
        judgement: Its judgement.
        language: The one that is shown first.
    """
    return framed(title, lambda say: _told(title, judgement, say), chinese, language)


def chinese(text: str) -> str:
    """The Chinese translation of a text of the page; the text itself if there is none."""
    if text in CHINESE:
        return CHINESE[text]
    for pattern, said in PATTERNS:
        found = re.fullmatch(pattern, text)
        if found is not None:
            return said.format(*found.groups())
    return text


def _told(title: str, judgement: Judgement, say: Say) -> Iterator[str]:
    yield from head(title, judgement, say)
    yield f"<p>{say(_HELD_OUT)}</p>"
    if judgement.measures:
        yield from _measures(judgement.measures, say)
    if judgement.confusion:
        yield from _mixed_up(judgement.confusion, say)


def _measures(measures: Sequence[Measure], say: Say) -> Iterator[str]:
    """The table of measures; without a column "Before" if nothing was in use before."""
    compared = any(one.before is not None for one in measures)
    heads = ("Before", "After") if compared else ("Result",)
    yield f"<table><thead><tr><th>{say('Measure')}</th>"
    yield "".join(f'<th class="number">{say(name)}</th>' for name in heads)
    yield "</tr></thead>"
    for one in measures:
        before = f"<td>{number(one.before)}</td>" if compared else ""
        yield f"<tr><td>{escape(say(one.title))}</td>{before}{after(one, say)}</tr>"
    yield "</table>"
    for one in measures:
        if one.name in _EXPLAINED:
            yield f'<p class="soft">{say(_EXPLAINED[one.name])}</p>'


def _mixed_up(table: Table, say: Say) -> Iterator[str]:
    """For each label what it was mistaken for, worst first; then the labels without mistakes."""
    order = sorted(table, key=lambda one: (-_wrong(table, one), -_all(table, one), one))
    wrong = [one for one in order if _wrong(table, one)]
    yield f"<h2>{say('What was mixed up')}</h2>"
    if not wrong:
        yield f"<p>{say('Nothing was mixed up: every message got its label.')}</p>"
        return
    yield f'<table class="labels"><thead><tr><th>{say("Label")}</th>'
    yield f'<th class="number">{say("Right")}</th><th>{say("Taken for")}</th></tr></thead>'
    for one in wrong:
        yield from _label(table, one, say)
    yield "</table>"
    rest = [one for one in order if one not in wrong]
    sure = ", ".join(f"{_named(one, say)} ({_all(table, one)})" for one in rest)
    if sure:
        yield f'<p><span class="soft">{say("Always right")}:</span> {sure}</p>'
    yield from _numbers(table, order, say)


def _label(table: Table, one: str, say: Say) -> Iterator[str]:
    right, count = table[one].get(one, 0), _all(table, one)
    others = sorted(
        ((said, times) for said, times in table[one].items() if said != one),
        key=lambda pair: (-pair[1], pair[0]),
    )
    taken = "<br>".join(f"{_named(said, say)}: {times}" for said, times in others)
    yield f"<tr><td>{_named(one, say)}</td><td>{right} / {count}"
    yield f'<div class="bar"><i class="as_is" style="width:{100 * right / count:.0f}%"></i></div>'
    yield f"</td><td>{taken}</td></tr>"


def _numbers(table: Table, order: Sequence[str], say: Say) -> Iterator[str]:
    """The confusion matrix: rows are right labels, columns are predicted labels, headed by the
    numbers of the rows to stay narrow."""
    further = sorted({said for row in table.values() for said in row} - table.keys())
    labels = [*order, *further][:_MOST]
    yield f"<details><summary>{say('As a table of numbers')}</summary>"
    told = "The labels with the most mistakes: rows are what was right, columns what was said."
    yield f'<p class="soft">{say(told)}</p>'
    heads = "".join(f"<th>{at}</th>" for at in range(1, len(labels) + 1))
    yield f'<div class="wide"><table><thead><tr><th></th>{heads}</tr></thead>'
    for at, wanted in enumerate(labels, start=1):
        cells = "".join(_cell(table.get(wanted, {}).get(one, 0), wanted, one) for one in labels)
        yield f"<tr><td>{at} · {_named(wanted, say)}</td>{cells}</tr>"
    yield "</table></div></details>"


def _cell(count: int, wanted: str, said: str) -> str:
    mark = "good" if wanted == said else "bad"
    return f'<td class="{mark}">{count}</td>' if count else "<td></td>"


def _named(label: str, say: Say) -> str:
    """A label as people wrote it, or words for out of scope."""
    return say("none of them") if label == NONE else escape(label)


def _all(table: Table, label: str) -> int:
    return sum(table[label].values())


def _wrong(table: Table, label: str) -> int:
    return _all(table, label) - table[label].get(label, 0)
