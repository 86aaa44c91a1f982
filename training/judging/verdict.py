"""Computes the measures before and after, and from them whether a model may be put to use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.contracts import Backtest, Judgement, Measure
from assistant.evaluation.faithfulness import faithfulness
from assistant.evaluation.text_metrics import text_metrics
from assistant.evidence.judge import Judge
from retrieval.embedder import Embedder
from training.judging.drafts import Drafted
from training.judging.usable import Usable, usable

Which = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Figure:
    """Description of a measure.

    Attributes:
        slack: By how much it may get worse without failing the model; None: it is only shown.
    """

    name: str
    title: str
    higher_is_better: bool = True
    slack: float | None = None


FIGURES: Final = (
    Figure("rouge_l", title="Likeness to your agents' replies (ROUGE-L)", slack=0.01),
    Figure("similarity", title="Nearness in meaning to your agents' replies", slack=0.02),
    Figure("bleu_4", title="Runs of four words in common (BLEU-4)"),
    Figure("chrf", title="Runs of letters in common (chrF)"),
    Figure("supported", title="Statements that the sources support", slack=0.03),
    Figure("invented", title="Drafts with something invented", higher_is_better=False, slack=0.03),
    Figure("numbers_kept", title="Numbers of the sources that were kept"),
    Figure("yes_no", title="Yes where the source says yes, no where it says no", slack=0.03),
    Figure("distinct_2", title="Variety (different pairs of words)"),
)
BETTER: Final = "It answers more like your agents, and nothing else got worse."
NOT_WORSE: Final = "It answers about as well as before, and nothing got worse."
WORSE: Final = "Something got worse than with the model in use. See the measures below."
UNJUDGED: Final = "Nothing was drafted to judge it by, so it is not known to be as good."


def unjudged() -> Judgement:
    """The judgement if nothing was drafted."""
    return Judgement(better=False, verdict=UNJUDGED, measures=[])


def judged(drafted: Sequence[Drafted], embedder: Embedder | None) -> Judgement:
    """The judgement of the drafts, without the number of pairs."""
    judge = Judge(embedder)
    before, after = (_figures(drafted, which, embedder, judge) for which in ("before", "after"))
    measures = [
        Measure(
            name=one.name, title=one.title, before=before.get(one.name), after=after.get(one.name),
            higher_is_better=one.higher_is_better,
            bar=_bar(one, before.get(one.name)),
        )
        for one in FIGURES
    ]  # fmt: skip
    backtest = backtested(drafted, judge)
    worse = any(_is_worse(one) for one in measures) or (
        backtest is not None and _is_backtest_worse(backtest)
    )
    gained = (after["rouge_l"] or 0.0) > (before["rouge_l"] or 0.0)
    verdict = WORSE if worse else BETTER if gained else NOT_WORSE
    return Judgement(better=not worse, verdict=verdict, measures=measures, backtest=backtest)


def backtested(drafted: Sequence[Drafted], judge: Judge) -> Backtest | None:
    """Count how usable the drafts of the last month are (`training.judging.usable`); None if no
    example has a month."""
    month = max((one.example.month for one in drafted), default="")
    if not month:
        return None
    last = [one for one in drafted if one.example.month == month]
    before, after = (_counted(last, which, judge) for which in ("before", "after"))
    return Backtest(
        month=month, drafts=len(last),
        as_is=after["as_is"], edited=after["edited"], not_usable=after["not_usable"],
        before_as_is=before["as_is"], before_edited=before["edited"],
        before_not_usable=before["not_usable"],
    )  # fmt: skip


def _figures(
    drafted: Sequence[Drafted], which: Which, embedder: Embedder | None, judge: Judge
) -> dict[str, float | None]:
    drafts = [getattr(one, which) for one in drafted]
    cases = [one.case for one in drafted]
    alike = text_metrics(drafts, [case.reply for case in cases], embedder)
    return {**alike, **faithfulness(drafts, cases, judge)}


def _bar(one: Figure, before: float | None) -> float | None:
    """The worst value that the new model may have; None if the measure is only shown."""
    if one.slack is None or before is None:
        return None
    return before - one.slack if one.higher_is_better else before + one.slack


def _is_worse(one: Measure) -> bool:
    if one.bar is None or one.after is None:
        return False
    return one.after < one.bar if one.higher_is_better else one.after > one.bar


def _is_backtest_worse(backtest: Backtest) -> bool:
    """Whether the number of usable drafts fell by more than one in twenty of all drafts."""
    usable_now = backtest.as_is + backtest.edited
    return usable_now + backtest.drafts / 20 < backtest.before_as_is + backtest.before_edited


def _counted(drafted: Sequence[Drafted], which: Which, judge: Judge) -> Counter[Usable]:
    return Counter(
        usable(getattr(one, which), one.example.reply, one.example.prompt, judge) for one in drafted
    )
