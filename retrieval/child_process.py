"""Ending a child process that is spoken to through pipes."""

from __future__ import annotations

import subprocess
from contextlib import suppress


def close_pipes(process: subprocess.Popen[bytes]) -> None:
    """Close what it was written to and read from; a pipe that is broken already is closed, too."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
