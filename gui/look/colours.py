"""Colours of both themes. All pairs of text and background meet WCAG AA, checked by a test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Colours of one theme. A `…_soft` colour is the background of a chip or mark whose text has
    the colour of that name without `_soft`.

    Attributes:
        ground: Background of pages.
        panel: Background of side panes and input fields.
        card: Background of cards and menus.
        hover: Background under the mouse pointer.
        line: Separators; `edge` is used around controls (contrast of 3:1 with the background).
        text, muted: Primary and secondary text.
        accent: Links, focus and the main button; `on_accent` is the text colour on it.
        bubble: Background of the agent's messages; `on_bubble` is the text colour on it.
        good, warn, bad: Supported or verified; unsupported or worried; wrong or angry.
    """

    ground: str
    panel: str
    card: str
    hover: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    bubble: str
    on_bubble: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    neutral_soft: str


LIGHT = Colours(
    ground="#ffffff", panel="#f5f6f9", card="#ffffff", hover="#eef1f6", line="#e3e6ec",
    edge="#838b9b", text="#171b26", muted="#566072", accent="#1d55c9", accent_hover="#1747ab",
    on_accent="#ffffff", accent_soft="#e7effe", bubble="#2a66dd", on_bubble="#ffffff",
    good="#0a6142", good_soft="#e2f4eb", warn="#84430a", warn_soft="#fdefdc",
    bad="#a8221b", bad_soft="#fde9e8", neutral_soft="#eef0f4",
)  # fmt: skip

DARK = Colours(
    ground="#1a1d24", panel="#14161b", card="#1e222a", hover="#262b35", line="#2c313b",
    edge="#717a8a", text="#e7e9ee", muted="#9ca5b4", accent="#7ba6ff", accent_hover="#96b8ff",
    on_accent="#0d1526", accent_soft="#223355", bubble="#2f62c4", on_bubble="#ffffff",
    good="#63d6a6", good_soft="#16302a", warn="#f2b263", warn_soft="#3a2c17",
    bad="#ff958d", bad_soft="#412224", neutral_soft="#2a2f39",
)  # fmt: skip
