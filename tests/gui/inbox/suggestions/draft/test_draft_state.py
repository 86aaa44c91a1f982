"""What is shown of a draft: pure values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.contracts import DraftEvidence
from gui.inbox.suggestions.draft.draft_state import DraftState, shown


def judged(*parts: tuple[str, str], dropped: bool = False) -> DraftState:
    """A draft of sentences, each with the white space after it, and their verdicts."""
    text, evidence = "", []
    for part, support in parts:
        start, text = len(text), text + part
        end = start + len(part.rstrip())
        evidence.append(DraftEvidence.model_validate(
            {"start": start, "end": end, "support": support}
        ))  # fmt: skip
    return DraftState(stage="done", text=text, evidence=tuple(evidence), dropped=dropped)


def test_all_of_it_is_shown_until_something_is_dropped() -> None:
    whole = judged(("Hello. ", "none"), ("It is so. ", "unsupported"))
    assert shown(whole).text == "Hello. It is so. "
    assert [(start, end) for start, end, _ in shown(whole).sentences] == [(0, 6), (7, 16)]


def test_dropped_sentences_leave_no_gap() -> None:
    mixed = judged(
        ("Hello. ", "none"), ("Wrong. ", "unsupported"), ("Right.\n\n", "supported"),
        ("Wrong again.\n\n", "unsupported"), ("Bye. ", "none"), ("Wrong!", "unsupported"),
        dropped=True,
    )  # fmt: skip
    now = shown(mixed)
    assert now.text == "Hello. Right.\n\nBye."
    assert [now.text[start:end] for start, end, _ in now.sentences] == ["Hello.", "Right.", "Bye."]


def test_a_sentence_at_the_end_of_a_line_takes_the_blank_before_it() -> None:
    now = shown(judged(("Yes. ", "supported"), ("No.\n", "unsupported"), ("Bye.", "none"),
                       dropped=True))  # fmt: skip
    assert now.text == "Yes.\nBye."
    assert [now.text[start:end] for start, end, _ in now.sentences] == ["Yes.", "Bye."]


def test_positions_beyond_the_text_are_not_believed() -> None:
    wild = [(-3, 2), (5, 5), (4, 3), (2, 900)]
    evidence = tuple(
        DraftEvidence(start=start, end=end, support="unsupported") for start, end in wild
    )
    assert shown(DraftState(text="A text.", evidence=evidence)).sentences == ()
    assert shown(DraftState(text="A text.", evidence=evidence, dropped=True)).text == "A text."


_PARTS = st.lists(
    st.tuples(
        st.sampled_from(["One. ", "Two\U0001f600.\n", "三。", "Four. \n\n", "{{Field}} five.\t"]),
        st.sampled_from(["supported", "unsupported", "none"]),
    ),
    max_size=8,
)


@given(_PARTS)
def test_what_is_left_are_the_other_sentences_in_order(parts: list[tuple[str, str]]) -> None:
    now = shown(judged(*parts, dropped=True))
    kept = [part.rstrip() for part, support in parts if support != "unsupported"]
    assert [now.text[start:end] for start, end, _ in now.sentences] == kept
    assert "".join(now.text.split()) == "".join("".join(kept).split())
