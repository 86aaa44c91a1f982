"""Detection of the rating scale from all ratings of an export."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.contracts.transcripts import RatingScale
from assistant.engine import Engine
from assistant.transcripts.doctor.ratings import is_bad, is_good, scale_of, stars
from tests.assistant.transcripts.kept.working import examined, kept
from tests.ready_engine import ready_engine


@pytest.mark.parametrize(
    ("ratings", "scale"),
    [
        ({0.0, 1.0}, "yes-no"), ({-1.0, 0.0, 1.0}, "signed"), ({1.0, 5.0}, "five"),
        ({0.0, 3.0, 5.0}, "five"), ({1.0, 2.0, 3.0, 4.0}, "five"), ({0.0, 6.0, 10.0}, "ten"),
        ({20.0, 85.0}, "hundred"), ({1.0}, ""), ({0.0}, ""), (set(), ""), ({-5.0, 5.0}, ""),
        ({1.0, 5000.0}, ""), ({0.0, 0.5, 1.0}, "yes-no"),
    ],
)  # fmt: skip
def test_the_scale_is_told_by_all_ratings(ratings: set[float], scale: RatingScale) -> None:
    assert scale_of(ratings) == scale


@pytest.mark.parametrize(
    ("rating", "scale", "given"),
    [
        (1, "yes-no", "good"), (0, "yes-no", "bad"), (1, "five", "bad"), (2, "five", "bad"),
        (3, "five", ""), (4, "five", "good"), (0, "five", ""), (-1, "signed", "bad"),
        (0, "signed", ""), (1, "signed", "good"), (6, "ten", ""), (9, "ten", "good"),
        (3, "ten", "bad"), (90, "hundred", "good"), (10, "hundred", "bad"), (1, "", ""),
    ],
)  # fmt: skip
def test_good_and_bad_are_told_on_every_scale(
    rating: float, scale: RatingScale, given: str
) -> None:
    assert (is_good(rating, scale), is_bad(rating, scale)) == (given == "good", given == "bad")


def test_stars_keep_their_number() -> None:
    assert [stars(n, "five") for n in (1, 2, 3, 4, 5)] == [1, 2, 3, 4, 5]
    assert stars(1, "yes-no") == 5
    assert stars(None, "five") is None


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with ready_engine(tmp_path_factory.mktemp("home")) as made:
        yield made


def thumbs(path: Path, *, up: Sequence[str] = ("1",), down: str = "0") -> Path:
    """Write twenty conversations, every fourth rated with a thumb down, in the given notation."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("conversation_id", "role", "text", "rating"))
        for number in range(20):
            words = " ".join(f"word{number}{letter}" for letter in "abcdefgh")
            thumb = up[number % len(up)] if number % 4 != 3 else down
            rows.writerow((f"T{number}", "customer", f"Where is my order? {words}", thumb))
            rows.writerow((f"T{number}", "agent", f"It left this morning: {words[::-1]}", thumb))
    return path


def test_a_thumb_up_is_not_the_worst_of_five(engine: Engine, tmp_path: Path) -> None:
    found = examined(engine, thumbs(tmp_path / "thumbs.csv")).examination
    assert found is not None
    assert found.rating_scale == "yes-no"
    assert found.reasons["badly-rated"] == 5
    assert found.conversations == 20
    (told,) = [one for one in found.findings if one.code == "ratings"]
    assert "15 are good and 5 bad" in told.text


@pytest.mark.parametrize(
    ("up", "down"),
    [("good", "bad"), ("Satisfied", "dissatisfied"), ("👍🏽", "👎"), ("满意", "不满意")],
)
def test_words_are_told_as_words(engine: Engine, tmp_path: Path, up: str, down: str) -> None:
    set_ = kept(engine, thumbs(tmp_path / "words.csv", up=[up], down=down))
    found = set_.examination
    assert found is not None
    assert found.reasons["badly-rated"] == 5
    (told,) = [one for one in found.findings if one.code == "ratings"]
    assert "words such as good and bad" in told.text
    assert "15 are good and 5 bad" in told.text
    assert "1 to 5" not in told.text
    assert {one.rating for one in engine.transcripts.store.kept(set_.id)} == {5.0}


def test_a_word_says_the_same_beside_numbers_of_any_scale(engine: Engine, tmp_path: Path) -> None:
    path = thumbs(tmp_path / "mixed.csv", up=["good", "10"], down="bad")
    set_ = kept(engine, path)
    found = set_.examination
    assert found is not None
    assert (found.rating_scale, found.reasons["badly-rated"]) == ("ten", 5)
    (told,) = [one for one in found.findings if one.code == "ratings"]
    assert "and numbers read as 0 to 10: 15 are good and 5 bad" in told.text
    assert {one.rating for one in engine.transcripts.store.kept(set_.id)} == {5.0}


def test_what_is_kept_is_rated_in_stars(engine: Engine, tmp_path: Path) -> None:
    set_ = kept(engine, thumbs(tmp_path / "kept.csv"))
    assert set_.examination is not None
    assert set_.examination.rating_scale == "yes-no"
    ratings = {one.rating for one in engine.transcripts.store.kept(set_.id)}
    assert ratings == {5.0}


def test_a_person_may_say_otherwise(engine: Engine, tmp_path: Path) -> None:
    found = examined(engine, thumbs(tmp_path / "five.csv"), ratings="five").examination
    assert found is not None
    assert found.rating_scale == "five"
    assert found.reasons["badly-rated"] == 15
