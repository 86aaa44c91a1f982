"""The type of the events in the engine's event stream."""

from __future__ import annotations

from typing import Literal

from assistant.contracts.base import Reply
from assistant.contracts.health import Health
from assistant.contracts.jobs import Job


class StreamEvent(Reply):
    """One event of `/v1/events`. `change` lists the changed `topics`; `job` reports progress."""

    type: Literal["hello", "change", "job", "health"]
    change_seq: int | None = None
    topics: list[str] = []
    job: Job | None = None
    health: Health | None = None
