"""`bench`: runs a benchmark of the source checkout, which also measures a baseline."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

from assistant.cli.context import Context
from assistant.errors import NotFoundError

_FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
_FILES = {"search": "search.py", "import": "import_knowledge.py", "start": "start.py",
          "generation": "generation.py"}  # fmt: skip


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument("name", choices=_FILES)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="its own options (try --help)")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    file = _FOLDER / _FILES[options.name]
    if not file.is_file():
        raise NotFoundError(
            expected="the benchmarks of a source checkout",
            found="an installed product, which does not carry them",
            remedy="Clone the project and run it there",
            code="bench.missing",
        )
    rest = [word for word in options.rest if word != "--json"]
    if context.output.as_json or rest != options.rest:
        rest.append("--json")
    return subprocess.call([sys.executable, str(file), *rest])  # noqa: S603 - our own program
