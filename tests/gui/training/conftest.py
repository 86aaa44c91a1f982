"""The page Training alone, on a real engine, and a table of conversations to be learnt from."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.page import WindowContext
from gui.training.page import TrainingPage
from tests.gui import event_loop

_THINGS = ("invoice", "parcel", "password", "refund", "voucher", "router")


@pytest.fixture
def page(context: WindowContext) -> Iterator[TrainingPage]:
    """The page on an empty home, in view."""
    made = TrainingPage(context)
    made.resize(1100, 800)
    made.show()
    made.shown()
    event_loop.turn()
    yield made
    made.close()
    made.deleteLater()
    event_loop.turn()


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty solved conversations and the first of them again, with a mail address in each."""
    path = tmp_path_factory.mktemp("exports") / "support.csv"
    return written(path, ("conversation_id", "role", "text"))


@pytest.fixture(scope="module")
def unknown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same under headings that say nothing."""
    return written(tmp_path_factory.mktemp("exports") / "odd.csv", ("aa", "bb", "cc"))


def written(path: Path, header: tuple[str, str, str]) -> Path:
    """A row for each message: the conversation, who wrote, what."""
    chance = random.Random(7)
    first: list[tuple[str, str]] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(header)
        for number in range(31):
            thing, mail = chance.choice(_THINGS), f"c{number}@post.example"
            wish = f"Hello, my {thing} is missing: {_words(chance)}. Write to {mail}, thanks."
            reply = f"I have looked into it and sent a new one today: {_words(chance)}."
            said = [("customer", wish), ("agent", reply)]
            first = first or said
            for role, text in first if number == 30 else said:
                rows.writerow((f"T{number}", role, text))
    return path


def _words(chance: random.Random) -> str:
    return " ".join("".join(chance.choices("aeioulnrst", k=6)) for _ in range(12))
