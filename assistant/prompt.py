"""Renders the prompt of a dialogue model: retrieved passages, then the conversation.

Serving and training both render with this module, so that they cannot diverge. A prompt is a list
of segments, each a marker (one special token of our own models) and the text after it. The text
is encoded separately from the markers, so that no text of a customer or an article can produce a
marker: it is always data.

Segments are ordered for reuse of the runtime's key-value cache: passages and older turns are the
same from one draft to the next; the requested style comes last.
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
"""Special tokens reserved for later versions of the rendering."""
MARKERS = (PADDING, END, PASSAGE, ANSWER, CUSTOMER, AGENT, REPLY, *STYLES.values(), *SPARE)
"""Every special token of our own models; the position is the token's id."""

RENDERING = 1
"""Version of this rendering; a model's manifest names the version it was trained with."""

_ROLE_MARKERS: dict[Role, str] = {"customer": CUSTOMER, "agent": AGENT}


@dataclass(frozen=True, slots=True)
class Passage:
    """One retrieved entry: its name (question or title) and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PromptTurn:
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """The input for a reply; passages by usefulness, best first; turns from oldest to newest."""

    passages: tuple[Passage, ...]
    turns: tuple[PromptTurn, ...]
    style: Style = ""
    lang: str = ""
    """Requested language of the reply, or ""; not part of our own rendering."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker and the text that follows it."""

    marker: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A prompt shortened to fit, and the number of passages and turns left out."""

    prompt: Prompt
    dropped_passages: int = 0
    dropped_turns: int = 0


class PromptTooLongError(Exception):
    """The customer's last message alone exceeds the token limit."""


def segments(prompt: Prompt) -> list[Segment]:
    """Render a prompt for our own models, up to the marker that begins the reply."""
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
    """Return the token ids of rendered segments.

    Args:
        token_of: Returns the id of a marker.
        encode_text: Returns the ids of a text, without recognizing special tokens in it.
    """
    ids: list[int] = []
    for segment in rendered:
        ids.append(token_of(segment.marker))
        if segment.text:
            ids += encode_text(segment.text)
    return ids


def fit(prompt: Prompt, length: Callable[[Prompt], int], limit: int) -> Fitted:
    """Leave out the least useful parts until the prompt has at most `limit` tokens.

    The order is: the oldest turns, until three are left; the least useful passages, until one is
    left; the other turns but the last; the remaining passage. No passage or turn is truncated,
    because half a condition is worse than none.

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
