"""Extraction of all substantial replies of a conversation, with the turns before them."""

from __future__ import annotations

from assistant.transcripts.kept import KeptTurn
from training.replies.learnable_replies import learnable_replies

LONG = "You can send it back within thirty days, and the label is in the parcel."
OTHER = "The refund takes three working days from when we have it in our warehouse."


def test_every_reply_that_tells_something_is_learnt():
    turns = [
        KeptTurn("customer", "Hello"), KeptTurn("customer", "can I send it back?"),
        KeptTurn("agent", "One moment please."), KeptTurn("customer", "ok"),
        KeptTurn("agent", LONG), KeptTurn("customer", "And the money?"),
        KeptTurn("agent", OTHER), KeptTurn("customer", "Thanks"),
        KeptTurn("agent", "You are welcome!"),
    ]  # fmt: skip
    found = list(learnable_replies(turns))
    assert [one.reply for one in found] == [LONG, OTHER]
    assert [turn.role for turn in found[0].turns] == ["customer", "customer", "agent", "customer"]
    assert found[1].turns[-2].text == LONG
    assert found[1].turns[-1].text == "And the money?"
    assert found[1].exchange == f"And the money?\n{OTHER}"


def test_what_an_agent_wrote_in_pieces_is_one_reply():
    turns = [KeptTurn("customer", "How?"), KeptTurn("agent", LONG), KeptTurn("agent", OTHER)]
    (found,) = learnable_replies(turns)
    assert found.reply == f"{LONG}\n{OTHER}"


def test_notes_are_nobodys_words_and_bots_are_read_but_not_learnt():
    turns = [
        KeptTurn("customer", "How?"), KeptTurn("note", "angry customer"), KeptTurn("bot", OTHER),
        KeptTurn("customer", "No, really how?"), KeptTurn("note", "refund him"),
        KeptTurn("agent", LONG),
    ]  # fmt: skip
    (found,) = learnable_replies(turns)
    assert found.reply == LONG
    assert [turn.text for turn in found.turns] == ["How?", OTHER, "No, really how?"]
    assert found.turns[1].role == "agent"


def test_one_side_alone_teaches_nothing():
    assert list(learnable_replies([KeptTurn("agent", LONG), KeptTurn("agent", OTHER)])) == []
    assert list(learnable_replies([KeptTurn("customer", LONG)])) == []
    assert list(learnable_replies([KeptTurn("bot", LONG), KeptTurn("agent", OTHER)])) == []
    assert list(learnable_replies([])) == []
