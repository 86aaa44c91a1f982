"""Which part of a long text is shown as the source's passage."""

from __future__ import annotations

from assistant.contracts import Mark
from gui.inbox.suggestions.excerpt import LONGEST, excerpt


def marked(text: str, *words: str) -> list[Mark]:
    return [Mark(start=text.index(word), end=text.index(word) + len(word)) for word in words]


def test_a_short_text_is_whole() -> None:
    text = "The second payment is released."
    shown, stretches = excerpt(text, marked(text, "second", "released"))
    assert shown == text
    assert [shown[s.start : s.end] for s in stretches] == ["second", "released"]


def test_a_long_text_is_cut_to_where_most_words_are() -> None:
    text = (
        "first " + "filler words " * 60 + "the second payment is released 😀 soon " + "tail " * 90
    )
    shown, stretches = excerpt(text, marked(text, "first", "second", "released", "soon"))
    assert [shown[s.start : s.end] for s in stretches] == ["second", "released", "soon"]
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= LONGEST + 2


def test_fields_are_found_and_marks_out_of_the_text_are_not_believed() -> None:
    shown, stretches = excerpt("Order {{Order Number}}", [Mark(start=5, end=900)])
    assert [(shown[s.start : s.end], s.kind) for s in stretches] == [("{{Order Number}}", "field")]


def test_a_text_without_blanks_is_bounded() -> None:
    shown, _ = excerpt("x" * 1_000_000, [Mark(start=500_000, end=500_004)])
    assert len(shown) <= LONGEST + 2
