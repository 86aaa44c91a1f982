"""Runs background work so that its exceptions are reported instead of lost with the thread."""

from __future__ import annotations

import logging
from collections.abc import Callable

from assistant.contracts import Notice
from assistant.errors import CodedError

_log = logging.getLogger(__name__)


def report_failures(name: str, work: Callable[[], None], tell: Callable[[Notice], None]) -> None:
    """Run `work`; log any exception and pass it to `tell` as a notice."""
    try:
        work()
    except CodedError as error:
        _log.exception("background work failed", extra={"kind": name})
        tell(Notice(code=error.code, text=str(error), remedy=error.remedy))
    except Exception:  # noqa: BLE001 - the edge of a thread
        _log.exception("background work failed", extra={"kind": name})
        tell(
            Notice(
                code="bug",
                text=f"The background work «{name}» failed.",
                remedy="Restart Replydesk; report it with the log if it happens again",
            )
        )
