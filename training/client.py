"""Typed calls to the engine's routes of training."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from pydantic import TypeAdapter

from assistant.client.api import Client
from assistant.contracts import (
    Estimate,
    Judgement,
    RecipeInfo,
    ReportLanguage,
    Run,
    RunPage,
    TrainedVersion,
    TrainingRequest,
    TrainingTable,
    VersionPage,
)
from assistant.contracts.groups import (
    GroupChoice,
    GroupMessages,
    GroupName,
    GroupsRequest,
    MessageGroups,
)

OVER = frozenset({"done", "failed", "cancelled", "interrupted", "paused"})
_POLL_S = 0.5


class TrainingClient:
    """A client for the training routes; errors as in `Client`.

    Attributes:
        engine: The client for all other routes.
    """

    def __init__(self, client: Client) -> None:
        self.engine = client
        self._transport = client.transport

    def recipes(self) -> list[RecipeInfo]:
        content = self._transport.call("GET", "/training/recipes")
        return TypeAdapter(list[RecipeInfo]).validate_json(content)

    def estimate(self, request: TrainingRequest) -> Estimate:
        content = self._transport.call("POST", "/training/estimate", body=request)
        return Estimate.model_validate_json(content)

    def send_table(self, file: Path) -> TrainingTable:
        """Upload a table for runs to learn from."""
        content = self._transport.upload("/training/tables", file, query={"name": file.name})
        return TrainingTable.model_validate_json(content)

    def begin(self, request: TrainingRequest) -> Run:
        return Run.model_validate_json(self._transport.call("POST", "/runs", body=request))

    def listed(self) -> list[Run]:
        return RunPage.model_validate_json(self._transport.call("GET", "/runs")).items

    def run(self, id_: str) -> Run:
        return Run.model_validate_json(self._transport.call("GET", f"/runs/{quote(id_, safe='')}"))

    def request(self, id_: str) -> TrainingRequest:
        """The request that a run was started with."""
        content = self._transport.call("GET", f"/runs/{quote(id_, safe='')}/request")
        return TrainingRequest.model_validate_json(content)

    def do(self, id_: str, what: str) -> Run:
        """`pause`, `resume` or `cancel` a run."""
        path = f"/runs/{quote(id_, safe='')}/{what}"
        return Run.model_validate_json(self._transport.call("POST", path))

    def use(self, id_: str, *, insist: bool) -> Run:
        path = f"/runs/{quote(id_, safe='')}/use"
        content = self._transport.call("POST", path, query={"insist": insist})
        return Run.model_validate_json(content)

    def remove(self, id_: str) -> None:
        self._transport.call("DELETE", f"/runs/{quote(id_, safe='')}")

    def judgement(self, id_: str) -> Judgement:
        content = self._transport.call("GET", f"/runs/{quote(id_, safe='')}/judgement")
        return Judgement.model_validate_json(content)

    def report(self, id_: str, language: ReportLanguage = "en") -> bytes:
        """The judgement as an HTML page; `language` is shown first."""
        path = f"/runs/{quote(id_, safe='')}/report?language={language}"
        return self._transport.call("GET", path)

    def groups(self) -> MessageGroups:
        return MessageGroups.model_validate_json(self._transport.call("GET", "/groups"))

    def look_for_groups(self, request: GroupsRequest) -> MessageGroups:
        content = self._transport.call("POST", "/groups", body=request)
        return MessageGroups.model_validate_json(content)

    def name_group(self, id_: int, name: str) -> MessageGroups:
        content = self._transport.call("PUT", f"/groups/{id_}", body=GroupName(name=name))
        return MessageGroups.model_validate_json(content)

    def change_groups(self, what: Literal["merge", "drop"], ids: Sequence[int]) -> MessageGroups:
        """Merge groups into the first of them, or drop them."""
        body = GroupChoice(ids=list(ids))
        return MessageGroups.model_validate_json(
            self._transport.call("POST", f"/groups/{what}", body=body)
        )

    def undo_groups(self) -> MessageGroups:
        return MessageGroups.model_validate_json(self._transport.call("POST", "/groups/undo"))

    def group_messages(self, id_: int, *, limit: int) -> GroupMessages:
        content = self._transport.call("GET", f"/groups/{id_}/messages", query={"limit": limit})
        return GroupMessages.model_validate_json(content)

    def versions(self) -> list[TrainedVersion]:
        return VersionPage.model_validate_json(self._transport.call("GET", "/versions")).items

    def roll_back(self, kind: str) -> list[TrainedVersion]:
        content = self._transport.call("POST", f"/versions/{quote(kind, safe='')}/rollback")
        return TypeAdapter(list[TrainedVersion]).validate_json(content)

    def follow(self, id_: str) -> Iterator[Run]:
        """Poll a run twice a second and yield it, until its state is one of `OVER`."""
        while True:
            run = self.run(id_)
            yield run
            if run.state in OVER:
                return
            time.sleep(_POLL_S)
