"""Builds a later version to test upgrades with: build_newer.py [--edition trainer] [--out build/newer]

It is the same program with a higher version and one more migration of the store, compressed
quickly. It is for `installer_test.py`, and never published.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import editions
from build_installer import commit_time

_MIGRATIONS: Final = Path("assistant") / "store" / "migrations" / "__init__.py"
_ONE_MORE: Final = """
ALL = (
    *ALL,
    Migration(
        NEWEST + 1, "a later version",
        lambda connection: connection.exec_driver_sql("CREATE TABLE later (id INTEGER)") and None,
    ),
)
NEWEST = ALL[-1].number
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edition", choices=sorted(editions.EDITIONS), default="replydesk")
    parser.add_argument("--out", type=Path, default=editions.ROOT / "build" / "newer")
    options = parser.parse_args()
    tree = options.out.resolve() / "tree"
    copied(tree)
    make_newer(tree)
    command = [
        sys.executable, str(tree / "packaging" / "build_installer.py"), "--edition",
        options.edition, "--level", "1", "--out", str(options.out.resolve()),
    ]  # fmt: skip
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(commit_time())}
    subprocess.run(command, env=environment, cwd=tree, check=True)
    shutil.rmtree(tree)
    return 0


def copied(tree: Path) -> None:
    """Copy the sources of the build from the working tree to a separate folder."""
    shutil.rmtree(tree, ignore_errors=True)
    unwanted = shutil.ignore_patterns("__pycache__")
    for room in (*editions.ROOMS, "packaging"):
        shutil.copytree(editions.ROOT / room, tree / room, ignore=unwanted)
    for file in editions.ROOT.iterdir():
        if file.is_file():
            shutil.copy(file, tree)
    shutil.copytree(editions.ROOT / "build" / "models", tree / "build" / "models")


def make_newer(tree: Path) -> None:
    """Increase the version of a copy, and add a migration to its store."""
    project = tree / "pyproject.toml"
    text, changed = re.subn(
        r'^version = "(\d+\.\d+)\.(\d+)"',
        lambda found: f'version = "{found[1]}.{int(found[2]) + 1}"',
        project.read_text("utf-8"), count=1, flags=re.MULTILINE,
    )  # fmt: skip
    if not changed:
        raise SystemExit("expected a version of three numbers in pyproject.toml")
    project.write_text(text, encoding="utf-8")
    migrations = tree / _MIGRATIONS
    text = migrations.read_text("utf-8")
    head, mark, rest = text.partition("NEWEST = ALL[-1].number\n")
    if not mark:
        raise SystemExit(f"expected the list of migrations in {_MIGRATIONS}")
    migrations.write_text(head + mark + _ONE_MORE + rest, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
