"""The one event stream."""

from __future__ import annotations

from typing import Literal

from assistant.contracts.base import Reply
from assistant.contracts.health import Health
from assistant.contracts.jobs import Job


class StreamEvent(Reply):
    """One event of `/v1/events`. `change` names what changed; `job` carries progress."""

    type: Literal["hello", "change", "job", "health"]
    change_seq: int | None = None
    topics: list[str] = []
    job: Job | None = None
    health: Health | None = None
