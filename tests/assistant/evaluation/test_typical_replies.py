"""The most typical of the replies to similar questions."""

from __future__ import annotations

import numpy as np

from benchmarks.typical_replies import TypicalReplies

REPLIES = [
    "Open your orders and press Cancel.",
    "Please open your orders, then press Cancel there.",
    "Write to us.",
    "Please open your orders and press Cancel.",
    "Parcels arrive within three days.",
    "Your parcel arrives within three days of the order.",
    "Parcels arrive within three days of the order.",
]
CANCEL, PARCEL = np.eye(2, dtype=np.float32)


def asked(parcels_from=4):
    """Vectors of the replies' questions: first about cancelling, then about parcels."""
    return np.stack([PARCEL if at >= parcels_from else CANCEL for at in range(len(REPLIES))])


def test_it_says_what_most_of_them_say():
    typical = TypicalReplies(asked(), REPLIES)
    assert REPLIES[typical.of(CANCEL)] == "Please open your orders and press Cancel."


def test_only_like_questions_count():
    typical = TypicalReplies(asked(), REPLIES)
    assert REPLIES[typical.of(PARCEL)] == "Parcels arrive within three days of the order."


def test_one_reply_alone_is_the_typical_one():
    assert TypicalReplies(asked()[:1], REPLIES[:1]).of(PARCEL) == 0


def test_replies_without_words_are_never_better():
    typical = TypicalReplies(asked()[:4], ["…", "", *REPLIES[:2]])
    assert typical.of(CANCEL) in (2, 3)
