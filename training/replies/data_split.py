"""Splits stored conversations into training, held-out and judging sides."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Final

from assistant.jobs import Step
from assistant.transcripts.kept import KeptConversation
from training.judging.splits import Side, Split, SplitItem, split
from training.replies.learnable_replies import learnable_replies

_BADLY_RATED: Final = 3
_WANTED: Final = (16, 150)
"""Minimum and maximum number of exchanges to hold out."""
_WANTED_SHARE: Final = 0.1


@dataclass(slots=True)
class DataSplit:
    """The result of the split.

    Attributes:
        split: The side of each conversation.
        held_out_replies: Agents' replies in conversations that are held out or judge.
        exchanges: Number of usable replies in all conversations.
        left_out: Reason → number of replies left out.
    """

    split: Split
    held_out_replies: list[str] = field(default_factory=list)
    exchanges: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    def side(self, conversation: int) -> Side:
        """The side of a conversation; "" if it is not used."""
        return self.split.sides.get(conversation, "")


def split_conversations(
    conversations: Iterable[KeptConversation], most: int
) -> Generator[Step, None, DataSplit]:
    """Read all conversations once and split them.

    Args:
        conversations: The conversations to split.
        most: Maximum number of replies to learn from; the newest are taken.
    """
    told: list[SplitItem] = []
    replies: dict[int, list[str]] = {}
    left_out: dict[str, int] = {}
    for number, one in enumerate(conversations, start=1):
        found = list(learnable_replies(one.turns))
        if not found:
            continue
        if one.rating is not None and one.rating < _BADLY_RATED:
            left_out["badly-rated"] = left_out.get("badly-rated", 0) + len(found)
            continue
        exchanges = tuple(each.exchange for each in found)
        told.append(SplitItem(one.id, one.customer_hash, one.at, exchanges))
        replies[one.id] = [each.reply for each in found]
        if number % 100 == 0:
            yield Step(number)
    exchanges_in_all = sum(len(one.exchanges) for one in told)
    wanted = int(min(_WANTED[1], max(_WANTED[0], _WANTED_SHARE * exchanges_in_all)))
    data_split = DataSplit(
        split(told, wanted=wanted), exchanges=exchanges_in_all, left_out=left_out
    )
    _keep_newest(data_split, told, most)
    for id_, said in replies.items():
        if data_split.side(id_) in ("held_out", "judge"):
            data_split.held_out_replies += said
    return data_split


def _keep_newest(data_split: DataSplit, told: list[SplitItem], most: int) -> None:
    """Drop the oldest training conversations until at most `most` replies are left."""
    learnt = [one for one in told if data_split.side(one.id) == "train"]
    learnt.sort(key=lambda one: one.at.timestamp() if one.at else 0.0, reverse=True)
    count = 0
    for one in learnt:
        count += len(one.exchanges)
        if count > most and count > len(one.exchanges):
            data_split.split.sides[one.id] = ""
            data_split.left_out["older"] = data_split.left_out.get("older", 0) + len(one.exchanges)
