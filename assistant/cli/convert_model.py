"""The role of the child process that converts a dialogue model (see `assistant.models.convert`)."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.cli.context import Context


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.set_defaults(run=run)


def run(_: Context, __: argparse.Namespace) -> int:
    from assistant.models.convert.main import main

    return main()
