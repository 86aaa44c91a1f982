"""The role of a child process that reads one untrusted file (see `retrieval.documents.sandbox`)."""

from __future__ import annotations

import argparse
import importlib
from typing import Any

from assistant.cli.context import Context

_WORKERS = (
    "retrieval.documents.worker", "assistant.transcripts.worker",
    "assistant.transcripts.export_worker",
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument("module", choices=_WORKERS)
    parser.set_defaults(run=run)


def run(_: Context, options: argparse.Namespace) -> int:
    return int(importlib.import_module(options.module).main())
