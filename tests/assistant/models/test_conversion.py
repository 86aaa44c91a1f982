"""The converter process, as controlled by the engine."""

from __future__ import annotations

import queue
import sys
from pathlib import Path

import psutil
import pytest

from assistant.models import conversion
from assistant.models.convert.wire import Request
from tests.garbage import collector


def test_a_conversion_that_its_own_reader_collects_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = (
        "import json, time\n"
        "while True:\n"
        "    print(json.dumps(['progress', ['convert', 1, 2]]), flush=True)\n"
        "    time.sleep(0.01)\n"
    )
    monkeypatch.setattr(conversion, "command", lambda: [sys.executable, "-c", endless])
    before = {child.pid for child in psutil.Process().children()}
    with collector() as collect:

        class Read(queue.SimpleQueue[object]):
            def put(self, item: object, block: bool = True, timeout: float | None = None) -> None:
                collect()
                super().put(item, block, timeout)

        monkeypatch.setattr(queue, "SimpleQueue", Read)
        steps = [conversion.run(Request(operation="convert", staging=str(tmp_path)))]
        next(steps[0])
        collect.drop(steps)
        collect.wait()
        assert collect.thread == "converter"
    assert not {child.pid for child in psutil.Process().children()} - before
