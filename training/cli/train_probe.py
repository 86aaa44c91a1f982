"""Entry point of the process that measures training speed (`training.runs.probe_process`).

Reads a request from standard input and writes the answer to standard output, as JSON, one line
each.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

import psutil

from assistant.cli.context import Context


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.set_defaults(run=run)


def run(_: Context, __: argparse.Namespace) -> int:
    began = psutil.Process().create_time()
    asked = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps(measured(asked, began)) + "\n")
    return 0


def measured(asked: dict[str, Any], began: float) -> dict[str, Any]:
    """Measure the speed of one kind of training.

    Args:
        asked: The request, from `replies.speed_probe` or the `estimating` of the other kinds.
        began: Start time of the process, in seconds since 1970.
    """
    kind = asked["kind"]
    if kind == "intents":
        from training.classify import probe as of_intents

        return of_intents.measured(asked, began)
    if kind == "search":
        from training.search import probe as of_search

        return of_search.measured(asked, began)
    from training.replies import probe as of_replies

    return of_replies.measured(asked, began)
