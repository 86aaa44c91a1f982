"""Entry point of Replydesk: chooses the role of this process and starts it.

All imports are inside functions: child processes import this file again, and each role must load
only its own native libraries.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # not imported: loading `typing` takes longer than loading this file
if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import APIRouter

    from assistant.engine import Engine
    from assistant.extension import Extension, Part

_CANCELLED = 130
"""Exit status after Ctrl-C: 128 + SIGINT, the convention of shells."""


def main(arguments: list[str] | None = None) -> int:
    """Run the role named by the first argument; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        # child processes of the window: they open no window and run no command
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
    except KeyboardInterrupt:  # during the imports; `run` handles any later one
        return _CANCELLED


def _paint_window(home: str, picture: str) -> int:
    """Run the doctor's child process, which proves that a window can be painted here."""
    from pathlib import Path

    from assistant.client.locator import HomeLocator
    from assistant.paths import Home
    from gui.window_self_test import prove

    return prove(Path(home), HomeLocator(Home(Path(home))), picture)


def extension() -> Extension:
    """Return training as an extension of the engine and the command line."""
    from assistant.extension import Extension

    def routers() -> Sequence[APIRouter]:
        from training.api import ROUTERS

        return ROUTERS

    def part(engine: Engine) -> Part:
        from training.service import TrainingService

        return TrainingService(engine)

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
