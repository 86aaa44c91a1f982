"""Routes of groups of messages."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Query, Request

from assistant.api.access import Lead
from assistant.api.request_bodies import StrictRoute
from assistant.contracts.groups import (
    GroupChoice,
    GroupMessages,
    GroupName,
    GroupsRequest,
    MessageGroups,
)
from training.groups.service import GroupsService

_LARGEST = 2**31 - 1


def _groups(request: Request) -> GroupsService:
    return cast("GroupsService", request.app.state.part.groups)


_TheGroups = Annotated[GroupsService, Depends(_groups)]
_GroupId = Annotated[int, Path(ge=1, le=_LARGEST)]

router = APIRouter(prefix="/groups", tags=["training"], route_class=StrictRoute)


@router.get("")
def list_groups(groups: _TheGroups, _: Lead) -> MessageGroups:
    """Groups of messages that ask the same, as a person has them now."""
    return groups.shown()


@router.post("", status_code=202)
def look_for_groups(groups: _TheGroups, actor: Lead, request: GroupsRequest) -> MessageGroups:
    """Look for groups in approved transcripts, as a job. 409 while another look goes on."""
    return groups.look(actor, request.transcripts)


@router.post("/merge")
def merge_groups(groups: _TheGroups, _: Lead, choice: GroupChoice) -> MessageGroups:
    """Let groups be part of the first one named."""
    return groups.merge(choice.ids)


@router.post("/drop")
def drop_groups(groups: _TheGroups, _: Lead, choice: GroupChoice) -> MessageGroups:
    """Leave groups out: nothing is learnt from their messages."""
    return groups.drop(choice.ids)


@router.post("/undo")
def undo_groups(groups: _TheGroups, _: Lead) -> MessageGroups:
    """Take the last step back. 409 if there is none."""
    return groups.undo()


@router.put("/{id}")
def name_group(groups: _TheGroups, _: Lead, id: _GroupId, name: GroupName) -> MessageGroups:
    """Name a group; an empty name is what its messages say most."""
    return groups.rename(id, name.name)


@router.get("/{id}/messages")
def list_group_messages(
    groups: _TheGroups, _: Lead, id: _GroupId,
    cursor: Annotated[int, Query(ge=0, le=_LARGEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> GroupMessages:  # fmt: skip
    """A page of a group's messages, without personal data: some that differ first."""
    return groups.messages(id, cursor=cursor, limit=limit)
