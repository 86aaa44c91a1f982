"""Languages: changed while the window runs, every catalogue whole."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel

from gui.language import LANGUAGES
from gui.main_window import MainWindow
from gui.status_bar import StatusBar
from tests.gui.event_loop import turn
from tests.gui.tour import rest

GUI = Path(__file__).resolve().parents[2] / "gui"
CATALOGUES = sorted((GUI / "translations").glob("*.ts"))
_PLACEHOLDER = re.compile(r"\{\w*\}|%L?n|%\d")
_COUNTED = re.compile(r"(?:\{(?:n|count|number|total|days|more)\}|%L?n) [a-z]+s\b")
"""A number before a noun in the plural, which would be wrong of one."""


def entries(catalogue: Path) -> Iterator[tuple[str, ET.Element]]:
    """Every text of a catalogue with its context."""
    for context in ET.parse(catalogue).getroot().iter("context"):  # noqa: S314
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def test_every_language_has_a_catalogue() -> None:
    """The source's own has what depends on a number."""
    names = {path.stem.removeprefix("replydesk_") for path in CATALOGUES}
    assert names == set(LANGUAGES)


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_every_text_is_translated_with_its_placeholders(catalogue: Path) -> None:
    wrong = []
    for context, message in entries(catalogue):
        source = message.findtext("source", "")
        translation = message.find("translation")
        assert translation is not None
        if translation.get("type") in ("vanished", "obsolete"):
            continue
        forms = [form.text or "" for form in translation.iter("numerusform")]
        for text in forms or [translation.text or ""]:
            wanted, found = (sorted(_PLACEHOLDER.findall(one)) for one in (source, text))
            once = len(forms) > 1 and text is forms[0]  # "once" needs no number
            same = found in (wanted, [one for one in wanted if once and "%" not in one])
            if translation.get("type") == "unfinished" or not text.strip() or not same:
                wrong.append(f"{context}: {source!r} → {text!r}")
    assert wrong == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_the_compiled_catalogue_says_what_its_source_says(catalogue: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(catalogue.with_suffix(".qm")))
    stale = []
    for context, message in entries(catalogue):
        translation = message.find("translation")
        assert translation is not None
        if translation.get("type") is not None or message.get("numerus"):
            continue
        source, comment = message.findtext("source", ""), message.findtext("comment", "")
        if translator.translate(context, source, comment) != translation.text:
            stale.append(source)
    assert stale == [], "compile it anew: make translations"


def test_one_thing_is_never_said_in_the_plural() -> None:
    chinese = next(path for path in CATALOGUES if path.stem.endswith("zh_CN"))  # it has every text
    counted = {
        message.findtext("source", ""): message.get("numerus") == "yes"
        for _, message in entries(chinese)
        if _COUNTED.search(message.findtext("source", ""))
    }
    assert counted, "the expression fits nothing"
    assert [text for text, by_number in counted.items() if not by_number] == []
    english = next(path for path in CATALOGUES if path.stem.endswith("_en"))
    forms = {
        message.findtext("source", ""): [form.text or "" for form in message.iter("numerusform")]
        for _, message in entries(english)
    }
    assert set(forms) == {text for text, by_number in counted.items() if by_number}
    assert [one for one, _ in forms.values() if _COUNTED.search(one)] == []


def test_the_window_says_one_entry(window: MainWindow) -> None:
    health = window.context.link.state.health
    assert health is not None
    bar = window.findChild(StatusBar)
    assert bar is not None
    for entries_, said in ((1, "Knowledge: 1 entry"), (1_200, "Knowledge: 1,200 entries")):
        state = replace(
            window.context.link.state, health=health.model_copy(update={"entries": entries_})
        )
        bar.show_state(state)
        assert said in {label.text() for label in bar.findChildren(QLabel)}


def test_a_change_of_language_reaches_everything_that_is_shown(demo_window: MainWindow) -> None:
    language = demo_window.context.language
    rest(demo_window)  # counts may be on their way still
    before = _texts(demo_window)
    language.choose("zh_CN")
    turn()
    chinese = _texts(demo_window)
    language.choose("en")
    turn()
    assert _texts(demo_window) == before
    kept = {text for text in chinese & before if re.search(r"[A-Za-z]{3,} [a-z]{3,}", text)}
    assert kept == set(), "these do not change with the language"


def _texts(window: MainWindow) -> set[str]:
    return {button.text() for button in window.findChildren(QAbstractButton) if button.text()}
