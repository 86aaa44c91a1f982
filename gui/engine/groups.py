"""Client methods for groups of messages, one per route."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QObject

from assistant import contracts
from gui.engine.call import Call
from gui.engine.verbs import Verbs


class GroupVerbs(Verbs):
    """Find, name, merge, drop and undo. Changes are announced under the topic `groups`."""

    def groups(self, owner: QObject) -> Call:
        """`MessageGroups`."""
        return self._get("/groups", contracts.MessageGroups, owner)

    def look_for_groups(self, transcripts: list[int], owner: QObject) -> Call:
        """`MessageGroups`: starts a job that groups these exports, or all approved ones if
        empty."""
        body = contracts.GroupsRequest(transcripts=transcripts)
        return self._send("POST", "/groups", contracts.MessageGroups, owner, body)

    def group_messages(self, id_: int, owner: QObject, *, limit: int = 30) -> Call:
        """`GroupMessages`: a varied selection first, then the others, most typical first."""
        return self._get(
            f"/groups/{id_}/messages", contracts.GroupMessages, owner, {"limit": limit}
        )

    def name_group(self, id_: int, name: str, owner: QObject) -> Call:
        """`MessageGroups`; an empty name restores the one derived from the messages."""
        return self._send(
            "PUT", f"/groups/{id_}", contracts.MessageGroups, owner, contracts.GroupName(name=name)
        )

    def change_groups(
        self, what: Literal["merge", "drop"], ids: Sequence[int], owner: QObject
    ) -> Call:
        """`MessageGroups` after merging the groups into the first, or excluding them."""
        body = contracts.GroupChoice(ids=list(ids))
        return self._send("POST", f"/groups/{what}", contracts.MessageGroups, owner, body)

    def undo_groups(self, owner: QObject) -> Call:
        """`MessageGroups` after undoing the last change."""
        return self._send("POST", "/groups/undo", contracts.MessageGroups, owner)
