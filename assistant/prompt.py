"""What a dialogue model reads before it writes a reply: found passages, then the conversation.

Serving and training render with this one module, so that they cannot drift apart. A prompt is a
list of segments: a marker (one special token of our own models) and the text behind it. The text
is encoded apart from the markers, so that nobody's words can ever become one: what a customer or
an article says is data.

The order is the order of reuse: the passages and the older turns of a conversation are the same
from one draft to the next, so that a runtime keeps what it has read of them; the wanted style
comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Role = Literal["customer", "agent"]
Style = Literal["", "shorter", "warmer", "formal"]

PASSAGE = "<|passage|>"
ANSWER = "<|answer|>"
CUSTOMER = "<|customer|>"
AGENT = "<|agent|>"
REPLY = "<|reply|>"
END = "<|end|>"
PADDING = "<|padding|>"
STYLES: dict[Style, str] = {
    "shorter": "<|shorter|>",
    "warmer": "<|warmer|>",
    "formal": "<|formal|>",
}
SPARE = tuple(f"<|spare{number}|>" for number in range(7))
"""Rows of the embedding that later renderings may give a meaning."""
MARKERS = (PADDING, END, PASSAGE, ANSWER, CUSTOMER, AGENT, REPLY, *STYLES.values(), *SPARE)
"""Every special token of our own models; the position is the token's id."""

RENDERING = 1
"""The number of this way of rendering; a model's manifest names the one it was trained with."""

_ROLE_MARKERS: dict[Role, str] = {"customer": CUSTOMER, "agent": AGENT}


@dataclass(frozen=True, slots=True)
class Passage:
    """One found entry: what names it (its question or title) and what it says."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PromptTurn:
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a reply is written from; the most useful passage first, the newest turn last."""

    passages: tuple[Passage, ...]
    turns: tuple[PromptTurn, ...]
    style: Style = ""
    lang: str = ""
    """Of the reply, where one is asked for; models with our own rendering are not told."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker and the text that follows it."""

    marker: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A prompt that fits, and how much of the one given was left out for it."""

    prompt: Prompt
    dropped_passages: int = 0
    dropped_turns: int = 0


class PromptTooLongError(Exception):
    """The customer's last message alone is longer than the model reads."""


def segments(prompt: Prompt) -> list[Segment]:
    """The prompt as our own models read it, up to where the reply begins."""
    rendered = []
    for passage in prompt.passages:
        rendered.append(Segment(PASSAGE, passage.name.strip()))
        rendered.append(Segment(ANSWER, passage.text.strip()))
    rendered += [Segment(_ROLE_MARKERS[turn.role], turn.text.strip()) for turn in prompt.turns]
    if prompt.style:
        rendered.append(Segment(STYLES[prompt.style]))
    rendered.append(Segment(REPLY))
    return rendered


def encode(
    rendered: Sequence[Segment],
    token_of: Callable[[str], int],
    encode_text: Callable[[str], list[int]],
) -> list[int]:
    """Token ids of rendered segments.

    Args:
        token_of: The id of a marker.
        encode_text: Ids of a text in which no special token is looked for.
    """
    ids: list[int] = []
    for segment in rendered:
        ids.append(token_of(segment.marker))
        if segment.text:
            ids += encode_text(segment.text)
    return ids


def fit(prompt: Prompt, length: Callable[[Prompt], int], limit: int) -> Fitted:
    """Leave out the least useful until the prompt has at most `limit` tokens.

    The oldest turns go first, down to the last three; then the last passages, down to one; then
    the other turns; then the last passage. Nothing is cut in its middle: half a condition is worse
    than none.

    Raises:
        PromptTooLongError: The last turn alone does not fit.
    """
    fitted = Fitted(prompt)
    while length(fitted.prompt) > limit:
        fitted = _without_one(fitted)
    return fitted


def _without_one(fitted: Fitted) -> Fitted:
    passages, turns = fitted.prompt.passages, fitted.prompt.turns
    if len(turns) > 3 or (len(passages) <= 1 and len(turns) > 1):
        return Fitted(
            replace(fitted.prompt, turns=turns[1:]),
            fitted.dropped_passages,
            fitted.dropped_turns + 1,
        )
    if passages:
        return Fitted(
            replace(fitted.prompt, passages=passages[:-1]),
            fitted.dropped_passages + 1,
            fitted.dropped_turns,
        )
    raise PromptTooLongError
