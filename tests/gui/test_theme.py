"""Both themes can be read by everybody, and a change reaches everything at once."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QGuiApplication, QPalette

from gui.inbox.suggestions.state_panel import State, StatePanel
from gui.knowledge.empty import EmptyKnowledge
from gui.look.colours import DARK, LIGHT, Colours
from gui.look.theme import current
from gui.widgets.sign import Sign
from tests.gui.conftest import Looks
from tests.gui.contrast import EDGE, TEXT, contrast
from tests.gui.event_loop import turn

_GROUNDS = ("ground", "panel", "card", "hover")
_TEXTS = [
    *[(text, ground) for text in ("text", "muted", "accent") for ground in _GROUNDS],
    *[(text, ground) for text in ("good", "warn", "bad") for ground in ("ground", "panel", "card")],
    *[(name, f"{name}_soft") for name in ("accent", "good", "warn", "bad")],
    *[("text", f"{name}_soft") for name in ("accent", "good", "warn", "bad", "neutral")],
    ("muted", "neutral_soft"), ("muted", "accent_soft"), ("accent_hover", "ground"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_bubble", "bubble"),
]  # fmt: skip
_EDGES = [(edge, ground) for edge in ("edge", "accent") for ground in ("ground", "panel", "card")]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _TEXTS)
def test_text_stands_out_from_its_ground(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= TEXT


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), _EDGES)
def test_controls_and_focus_stand_out_from_their_ground(
    colours: Colours, edge: str, ground: str
) -> None:
    assert contrast(getattr(colours, edge), getattr(colours, ground)) >= EDGE


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_signs_are_drawn_in_the_colours_of_now(looks: Looks) -> None:
    panel = StatePanel()
    panel.say(State(headline="Nothing", icon="book-open"))
    places = {EmptyKnowledge(): "accent", panel: "muted"}
    try:
        for theme, colours in (("light", LIGHT), ("dark", DARK), ("light", LIGHT)):
            looks.theme.choose(theme)
            for place, colour in places.items():
                (sign,) = place.findChildren(Sign)
                picture = sign.grab().toImage()
                inks = Counter(
                    picture.pixelColor(x, y).name()
                    for x in range(picture.width())
                    for y in range(picture.height())
                )
                assert inks[getattr(colours, colour)] > 3, (type(place).__name__, theme)
    finally:
        looks.theme.choose("light")
        for place in places:
            place.deleteLater()
        turn()


def test_a_choice_changes_palette_and_style_at_once(looks: Looks) -> None:
    told = []
    looks.theme.changed.connect(lambda: told.append(current()))
    try:
        looks.theme.choose("dark")
        assert told[-1] == DARK
        assert QGuiApplication.palette().color(QPalette.ColorRole.Text).name() == DARK.text
        assert DARK.accent in looks.application.styleSheet()
    finally:
        looks.theme.choose("light")
    assert current() == LIGHT
