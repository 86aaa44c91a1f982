"""Uses groups as labels of their conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from assistant.contracts import TrainingRequest
from assistant.errors import ConflictError
from assistant.understanding.head import OUT
from training.groups.storage import StoredGroups, read

if TYPE_CHECKING:
    from assistant.engine import Engine
    from training.classify.collecting import Labels

LabelOrigin = Literal["auto", "export", "groups"]


def labels_by_groups(
    engine: Engine, request: TrainingRequest, wanted: LabelOrigin
) -> Labels | None:
    """Labels by group; None if the export's own labels are to be used.

    Args:
        engine: The engine that has the groups.
        request: The training request; with tables, groups are not used.
        wanted: Where labels come from; `auto`: from groups if a person has edited them.

    Raises:
        ConflictError: `wanted` is `groups`, and there are none (`groups.none`).
    """
    if request.tables or wanted == "export":
        return None
    found = read(engine)
    if found is None or not found.edits.groups:
        if wanted == "groups":
            raise ConflictError(
                code="groups.none", expected="groups of messages",
                found="none", remedy="Look for them first: replydesk groups look",
            )  # fmt: skip
        return None
    return _labels(found) if wanted == "groups" or found.begun else None


def _labels(found: StoredGroups) -> Labels:
    """Messages near no group are out of scope; those of dropped groups, and newer ones, have no
    label."""
    names = {
        one[:2]: found.name(group) for group in found.edits.groups for one in found.members(group)
    }
    names |= {one[:2]: OUT for one in found.clustering.loose}
    return lambda conversation: names.get((conversation.set_id, conversation.key))
