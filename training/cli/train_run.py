"""Entry point of the trainer process (see `training.runs.process`)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from assistant.cli.context import Context


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument("folder", type=Path, metavar="HOME")
    parser.add_argument("run_id", metavar="RUN")
    parser.set_defaults(run=run)


def run(_: Context, options: argparse.Namespace) -> int:
    from training.runs import process

    return process.run(options.folder, options.run_id)
