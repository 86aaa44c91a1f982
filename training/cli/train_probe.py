"""The role of the process that tries out how fast training is here (`training.runs.probe_process`).

Asked on standard input, told on standard output, as one line of JSON each.
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
    """What was measured.

    Args:
        asked: As the kind's own side wrote it (`replies.speed_probe`, `estimating` of the others).
        began: When the process did, in seconds since 1970.
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
