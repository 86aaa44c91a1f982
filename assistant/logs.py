"""Logging that cannot contain a customer's words.

A log line is a constant message plus fields from an allow-list, which hold numbers and single
words. Everything else is dropped when the line is formatted, including exception texts (the type
and the position in the code are kept). Lines are JSON.
"""

from __future__ import annotations

import json
import logging
import logging.handlers
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

ALLOWED_FIELDS = frozenset(
    {
        "action", "actor_id", "article_id", "attempt", "bytes", "change_seq", "code", "count",
        "conversation_id", "customer_id", "done", "entries", "exit_code", "format", "job_id",
        "kind", "method", "migration", "milliseconds", "model_id", "pid", "port", "route",
        "schema", "state", "status", "total", "version",
    }
)  # fmt: skip

_MEGABYTE = 1 << 20
_OUR_WORD = re.compile(r"[\w./:{}-]{1,80}", re.ASCII)
"""Matches codes, kinds and routes, but no sentence and no e-mail address."""


class AllowListFormatter(logging.Formatter):
    """Formats a record as one JSON object per line: time, level, logger, event, allowed fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # `msg` is the constant format string; arguments are dropped on purpose
            "event": str(record.msg)[:200],
        }
        line |= {
            name: _harmless(record.__dict__[name])
            for name in sorted(ALLOWED_FIELDS & vars(record).keys())
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["code"] = getattr(record.exc_info[1], "code", None)
            line["at_lines"] = [
                f"{Path(frame.filename).name}:{frame.lineno}"
                for frame in traceback.extract_tb(record.exc_info[2])[-6:]
            ]
        return json.dumps(line, default=str)


def _harmless(value: object) -> object:
    """Return numbers and words of our own unchanged, and only the type name of anything else."""
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    return text if _OUR_WORD.fullmatch(text) else f"({type(value).__name__})"


def start(folder: Path, *, name: str) -> None:
    """Write this process's logs to `folder/name.log`: at most 5 files of 1 MB, oldest deleted."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = logging.handlers.RotatingFileHandler(
        folder / f"{name}.log", maxBytes=_MEGABYTE, backupCount=4, encoding="utf-8", delay=True
    )
    handler.setFormatter(AllowListFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True
    # when the disk is full, logging must neither print stack traces nor stop an answer
    logging.raiseExceptions = False
