"""What can be asked about groups of messages: one verb a route."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QObject

from assistant import contracts
from gui.engine.call import Call
from gui.engine.verbs import Verbs


class GroupVerbs(Verbs):
    """Look, name, merge, drop, take back. A change is told as the topic `groups`."""

    def groups(self, owner: QObject) -> Call:
        """`MessageGroups`."""
        return self._get("/groups", contracts.MessageGroups, owner)

    def look_for_groups(self, transcripts: list[int], owner: QObject) -> Call:
        """`MessageGroups`: its job looks for groups, in all that is approved if none is named."""
        body = contracts.GroupsRequest(transcripts=transcripts)
        return self._send("POST", "/groups", contracts.MessageGroups, owner, body)

    def group_messages(self, id_: int, owner: QObject, *, limit: int = 30) -> Call:
        """`GroupMessages`: some that differ first."""
        return self._get(
            f"/groups/{id_}/messages", contracts.GroupMessages, owner, {"limit": limit}
        )

    def name_group(self, id_: int, name: str, owner: QObject) -> Call:
        """`MessageGroups`; an empty name is what its messages say most."""
        return self._send(
            "PUT", f"/groups/{id_}", contracts.MessageGroups, owner, contracts.GroupName(name=name)
        )

    def change_groups(
        self, what: Literal["merge", "drop"], ids: Sequence[int], owner: QObject
    ) -> Call:
        """`MessageGroups`: merged into the first, or left out."""
        body = contracts.GroupChoice(ids=list(ids))
        return self._send("POST", f"/groups/{what}", contracts.MessageGroups, owner, body)

    def undo_groups(self, owner: QObject) -> Call:
        """`MessageGroups`, as it was a step before."""
        return self._send("POST", "/groups/undo", contracts.MessageGroups, owner)
