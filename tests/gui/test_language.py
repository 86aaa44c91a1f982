"""Languages: changed while the window runs, every catalogue whole."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton

from gui.language import LANGUAGES
from gui.main_window import MainWindow
from tests.gui.event_loop import spend, turn

GUI = Path(__file__).resolve().parents[2] / "gui"
CATALOGUES = sorted((GUI / "translations").glob("*.ts"))
_PLACEHOLDER = re.compile(r"\{\w*\}|%n|%\d")


def entries(catalogue: Path) -> Iterator[tuple[str, ET.Element]]:
    """Every text of a catalogue with its context."""
    for context in ET.parse(catalogue).getroot().iter("context"):  # noqa: S314
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def test_every_language_but_the_sources_has_a_catalogue() -> None:
    names = {path.stem.removeprefix("replydesk_") for path in CATALOGUES}
    assert names == set(LANGUAGES) - {"en"}


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
            same = sorted(_PLACEHOLDER.findall(source)) == sorted(_PLACEHOLDER.findall(text))
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


def test_a_change_of_language_reaches_everything_that_is_shown(demo_window: MainWindow) -> None:
    language = demo_window.desk.language
    spend(0.5)  # counts that are still on their way
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
