"""Control sequences in customers' texts do not reach the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from assistant.cli.printable_text import given, one_line, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;new title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1bcreset", "reset"),
        ("a\rb\bc\x00d", "abcd"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("退货 🙂 مرحبا", "退货 🙂 مرحبا"),
        ("half\ud83d", "half?"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@generated(st.text())
def test_plain_leaves_no_control_character(text: str) -> None:
    left = {c for c in plain(text) if unicodedata.category(c) == "Cc"}
    assert left <= {"\n", "\t"}


@generated(st.text(), st.integers(min_value=2, max_value=50))
def test_one_line_is_one_short_line(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


def test_arguments_that_are_no_text_become_text() -> None:
    assert given(b"caf\xe9".decode("utf-8", "surrogateescape")) == "caf\ufffd"
