"""Customers' texts never reach a log."""

from __future__ import annotations

import json
import logging
import logging.handlers
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import logs
from assistant.errors import NotFoundError

SECRET = "zuzanna.quibble@post.example \u2028 \x00 {} %s"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before = root.handlers[:], root.level, logging.raiseExceptions
    disabled = logging.getLogger("uvicorn.access").disabled
    logs.start(tmp_path / "logs", name="engine")
    yield tmp_path / "logs"
    for handler in root.handlers:
        handler.close()
    root.handlers[:], root.level, logging.raiseExceptions = before
    logging.getLogger("uvicorn.access").disabled = disabled


def _lines(folder: Path) -> list[dict[str, object]]:
    text = (folder / "engine.log").read_text("utf-8")
    assert "quibble" not in text
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_holds_its_event_and_allowed_fields(folder: Path) -> None:
    logging.getLogger("x").info("made", extra={"article_id": 3, "count": 2, "text": SECRET})
    (line,) = _lines(folder)
    assert line["event"] == "made"
    assert (line["article_id"], line["count"]) == (3, 2)
    assert "text" not in line


def test_arguments_and_unknown_fields_are_dropped(folder: Path) -> None:
    logger = logging.getLogger("x")
    logger.warning("saw %s and %s", SECRET, [SECRET], extra={"subject": SECRET, "customer": SECRET})
    logger.error("saw %(a)s", {"a": SECRET})
    assert [line["event"] for line in _lines(folder)] == ["saw %s and %s", "saw %(a)s"]


def test_an_exception_leaves_its_type_and_place_only(folder: Path) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("x").exception("failed", stack_info=True)
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as inner:
            raise NotFoundError(expected=SECRET, found=SECRET, remedy=SECRET) from inner
    except NotFoundError:
        logging.getLogger("x").exception("failed")
    first, second = _lines(folder)
    assert first["error"] == "ValueError"
    assert str(first["at_lines"]).startswith("['test_logs.py:")
    assert (second["error"], second["code"]) == ("NotFoundError", "not-found")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    st.dictionaries(
        st.text(min_size=1, max_size=10).filter(
            lambda name: (
                name not in logs.ALLOWED_FIELDS
                and name not in logging.makeLogRecord({}).__dict__
                and name not in ("message", "asctime")
            )
        ),
        st.one_of(st.just(SECRET), st.lists(st.just(SECRET), max_size=2)),
        max_size=5,
    )
)
def test_no_field_name_lets_text_through(folder: Path, fields: dict[str, object]) -> None:
    logging.getLogger("x").info("said", extra=fields)
    assert {line["event"] for line in _lines(folder)} == {"said"}


def test_a_value_that_is_no_number_or_word_of_ours_is_cut(folder: Path) -> None:
    """Even an allowed field must not contain a customer's text by mistake."""
    logging.getLogger("x").info("done", extra={"kind": SECRET, "code": "store.full", "count": 3})
    (line,) = _lines(folder)
    assert "kind" not in line or "quibble" not in str(line["kind"])
    assert (line["code"], line["count"]) == ("store.full", 3)


def test_old_files_are_dropped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (handler,) = (
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler, logging.handlers.RotatingFileHandler)
    )
    assert handler.maxBytes == 1 << 20
    monkeypatch.setattr(handler, "maxBytes", 10_000)
    for _ in range(1000):
        logging.getLogger("x").info("a line to fill the file with, again and again")
    assert len(list(folder.iterdir())) == 5
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 50_000
