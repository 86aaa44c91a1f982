"""The choice of one label from those of an exported conversation."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.transcripts.kept import KeptConversation
from training.classify.collecting import labels_of_export


def _of(set_id: int, every: Iterable[tuple[str, ...]]) -> list[KeptConversation]:
    return [
        KeptConversation(
            id=at, set_id=set_id, key=str(at), at=None, agent="", customer_hash="", labels=labels,
            rating=None, language="en", solved=True, subject="", turns=(),
        )
        for at, labels in enumerate(every)
    ]  # fmt: skip


def test_what_is_on_most_of_an_export_beside_others_is_none_of_them() -> None:
    tagged = [("web", "refund"), ("web", "delivery"), ("web", "delivery"), ("web",)]
    # a second export without labels must not make "web" look rare
    some = [*_of(1, tagged), *_of(2, [()] * 6)]
    label = labels_of_export(some)
    assert [label(one) for one in some[:5]] == ["refund", "delivery", "delivery", None, None]


def test_the_rarest_of_several_counts() -> None:
    some = _of(1, [("vip", "refund"), ("vip", "delivery"), ("delivery",), ("vip",), ("other",)])
    label = labels_of_export(some)
    assert label(some[0]) == "refund"
    assert label(some[1]) == "delivery"


def test_a_label_that_stands_alone_counts_however_common_it_is() -> None:
    some = _of(1, [("question",)] * 7 + [("complaint",)] * 3)
    assert {labels_of_export(some)(one) for one in some} == {"question", "complaint"}
