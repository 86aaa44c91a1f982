"""The doctor's test of the window: a child process paints it and reports the result as JSON."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import time
from pathlib import Path

from assistant.cli.displays import display_answers
from assistant.cli.doctor.finding import Finding
from assistant.cli.doctor.sockets import Sockets
from assistant.client.attach import command
from assistant.paths import Home

ROLE = "paint-window"
_LONGEST_S = 90.0
_FEW_COLOURS = 8
_REMEDY = (
    "Install what Qt loads from the system: see the list under “What it needs” in docs/admin.md"
)


def painted(home: Home, sockets: Sockets, picture: Path | None) -> Finding:
    """Paint the window in a child process, on a home whose engine is running."""
    if importlib.util.find_spec("PySide6") is None:
        return Finding(name="window", state="advice", text="Qt is not installed here")
    environment = dict(os.environ)
    if not display_answers(environment):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    started = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command(), ROLE, str(home.root), str(picture.absolute()) if picture else ""],
        env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    sockets.also(process.pid)
    try:
        said, complained = process.communicate(timeout=_LONGEST_S)
    except subprocess.TimeoutExpired:
        process.kill()
        said, complained = process.communicate()
    return _judged(process.returncode, said, complained, started)


def _judged(status: int, said: bytes, complained: bytes, started: float) -> Finding:
    try:
        told = json.loads(said.splitlines()[-1])
    except (ValueError, IndexError):
        told = {}
    if status != 0 or told.get("colours", 0) < _FEW_COLOURS:
        last = complained.decode(errors="replace").strip().splitlines()[-1:] or ["no word"]
        return Finding(
            name="window", state="broken", code="selftest.window", remedy=_REMEDY,
            text=f"it could not be painted (status {status}): {last[0][:200]}",
        )  # fmt: skip
    seconds = told["painted_at"] - started
    return Finding(
        name="window",
        text=f"painted {seconds:.2f} s after its process began, {told['processor_s']:.2f} s of it "
        f"at work, and attached to its engine "
        f"({told['width']} × {told['height']}, {told['platform']})",
        details={"painted_s": f"{seconds:.2f}", "processor_s": f"{told['processor_s']:.2f}"},
    )
