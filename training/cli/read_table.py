"""Entry point of the child process that parses one training table (`training.tables.reading`)."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.cli.context import Context


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.set_defaults(run=run)


def run(_: Context, __: argparse.Namespace) -> int:
    from training.tables.parsing import main

    return main()
