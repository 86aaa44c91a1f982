"""Whether an export is enough for each kind of training: fixed thresholds and their reasons.

- Replies: a style is learnt from about a thousand good examples (Zhou et al., "LIMA: Less Is More
  for Alignment", 2023), and a tenth is held out for evaluation; below a hundred examples, ten
  held-out replies are too few to evaluate.
- Preferences: pairs of what was suggested and what was sent. Below two hundred, a few extreme
  edits dominate (our own choice, from runs whose results varied randomly).
- Intents: eight examples per label are enough for a contrastively tuned sentence model (Tunstall et
  al., "Efficient Few-Shot Learning Without Prompts", SetFit, 2022); thirty make it stable.
- Search: in-batch negatives need many different questions; with fewer than a thousand pairs, the
  model improves on the company's own questions but gets worse on others.
- Mood: at least a hundred ratings, twenty of the rarer class; otherwise always predicting
  "content" scores best.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from assistant.contracts import Sufficiency

Level = Literal["no", "little", "enough", "plenty"]
REPLIES: Final = (100, 500, 5_000)
PREFERENCES: Final = (50, 200, 1_000)
SEARCH: Final = (300, 1_000, 10_000)
MOOD: Final = (40, 100, 1_000)
"""Of each kind: the minimum to try it, to be enough, and to be plenty."""
PER_LABEL: Final = 8
STEADY_LABEL: Final = 30
RARER_MOOD: Final = 20
EVERYWHERE: Final = 0.6
"""Share of conversations above which a label that occurs together with others is ignored."""
GROUPED: Final = 300
"""Minimum number of questions without labels for which grouping is worthwhile."""


def sufficiency(
    *,
    pairs: int,
    used: int,
    labels: Mapping[str, int],
    content: int,
    discontent: int,
    edited: int,
) -> list[Sufficiency]:
    """Whether there is enough to train each kind of model.

    Args:
        pairs: Number of replies that answer something.
        used: Number of conversations that are used.
        labels: Label → number of conversations with it.
        content: Number of conversations rated well (more than 3.8 of 5 stars).
        discontent: Number of conversations rated badly (fewer than 3 of 5 stars).
        edited: Number of suggestions in this home that were edited before they were sent.
    """
    return [
        Sufficiency(
            kind="replies", enough=level_of(pairs, REPLIES), examples=pairs, needed=REPLIES[1],
            text=f"Replies that answer something: {pairs:,} ({REPLIES[1]:,} are enough).",
        ),
        Sufficiency(
            kind="preferences", enough=level_of(edited, PREFERENCES), examples=edited,
            needed=PREFERENCES[1],
            text=f"Suggestions that were edited here: {edited:,} ({PREFERENCES[1]:,} are enough).",
        ),
        _intents(labels, used),
        Sufficiency(
            kind="search", enough=level_of(used, SEARCH), examples=used, needed=SEARCH[1],
            text=f"Questions with a reply: {used:,} ({SEARCH[1]:,} are enough).",
        ),
        _mood(content, discontent),
    ]  # fmt: skip


def level_of(count: int, levels: tuple[int, int, int]) -> Level:
    """The level that a count reaches."""
    little, enough, plenty = levels
    if count >= plenty:
        return "plenty"
    if count >= enough:
        return "enough"
    return "little" if count >= little else "no"


def _intents(every: Mapping[str, int], used: int) -> Sufficiency:
    # a label on most conversations, together with other labels, says nothing about them
    together = sum(every.values()) - used
    labels = {
        label: count for label, count in every.items()
        if count <= EVERYWHERE * used or together <= count / 2
    }  # fmt: skip
    learnt = {label: count for label, count in labels.items() if count >= PER_LABEL}
    examples = sum(learnt.values())
    if len(learnt) < 2:
        return Sufficiency(
            kind="intents", enough="little" if used >= GROUPED else "no", examples=examples,
            needed=2 * PER_LABEL,
            text=f"Two labels with {PER_LABEL} conversations each are needed. Without labels, "
            f"{GROUPED} questions can be grouped, and you name the groups.",
        )  # fmt: skip
    steady = sum(count >= STEADY_LABEL for count in learnt.values())
    level: Level = "plenty" if steady == len(labels) else "enough"
    return Sufficiency(
        kind="intents", enough=level, examples=examples, needed=PER_LABEL * len(labels),
        text=f"{len(learnt):,} of {len(labels):,} labels have {PER_LABEL} conversations or more.",
    )  # fmt: skip


def _mood(content: int, discontent: int) -> Sufficiency:
    rarer = min(content, discontent)
    level = level_of(content + discontent, MOOD) if rarer >= RARER_MOOD else "no"
    return Sufficiency(
        kind="mood", enough=level, examples=content + discontent, needed=MOOD[1],
        text=f"{content:,} ratings are good and {discontent:,} bad; of each at least "
        f"{RARER_MOOD} are needed, {MOOD[1]} in all.",
    )  # fmt: skip
