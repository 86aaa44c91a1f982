"""Replydesk: picks the role of this process and composes it.

Every import stands inside a function: child processes re-import this file, and each role loads
its own native libraries and no others.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing's own takes longer to load than this file
if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import APIRouter

    from assistant.engine import Engine
    from assistant.extension import Extension, Part

_CANCELLED = 130
"""128 + SIGINT, as shells have it."""


def main(arguments: list[str] | None = None) -> int:
    """Run the role named by the first argument; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        # the window's children: neither window nor command
        if given[:1] == ["watch-clipboard"] and len(given) == 2:
            from gui.copilot.watching import watch

            return watch(given[1])
        if given[:1] == ["check-spelling"] and len(given) == 2:
            from gui.spelling.checking import check

            return check(given[1])
        if given[:1] == ["paint-window"] and len(given) == 3:
            return _paint_window(given[1], given[2])
        from assistant.cli.commands import run
        from assistant.deployed import for_window
        from gui.opening import open_window

        further = None if "training" in for_window().off else extension()
        return run(given, open_window=open_window, extension=further)
    except KeyboardInterrupt:  # while it is being loaded; `run` tells all others
        return _CANCELLED


def _paint_window(home: str, picture: str) -> int:
    """The doctor's child: shows that a window can be painted here."""
    from pathlib import Path

    from assistant.client.locator import HomeLocator
    from assistant.paths import Home
    from gui.proving import prove

    return prove(Path(home), HomeLocator(Home(Path(home))), picture)


def extension() -> Extension:
    """Training, as the engine and the command line are given it."""
    from assistant.extension import Extension

    def routers() -> Sequence[APIRouter]:
        from training.api import ROUTERS

        return ROUTERS

    def part(engine: Engine) -> Part:
        from training.part import Training

        return Training(engine)

    return Extension(
        commands={
            "train": ("training.cli.train", "Train on your own transcripts, or on a table"),
            "groups": (
                "training.cli.groups",
                "Group messages that ask the same, and name the groups",
            ),
            "runs": ("training.cli.runs", "Training runs: list, show, pause, resume, use"),
            "versions": ("training.cli.versions", "Trained versions: list them, or roll back"),
            "train-run": ("training.cli.train_run", None),
            "train-probe": ("training.cli.train_probe", None),
            "read-table": ("training.cli.read_table", None),
        },
        verbs={"eval": "training.cli.eval_intents"},
        routers=routers,
        part=part,
    )


if __name__ == "__main__":
    sys.exit(main())
