"""Time to an answer: engine start, the command line cold and warm, and an idle engine.

Each figure is of whole processes, from their start to their end (or to `ready`), on a home with N
entries. The baseline is what an assistant built on sentence-transformers would have to do first:
import it, if it is installed.

    python main.py bench start --entries 10000 --json
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

_MAIN = [sys.executable, str(PROJECT / "main.py")]
_ENVIRONMENT = os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
_QUESTION = "My card was charged twice"
_SETTLE_S = 5.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--idle", type=float, default=20.0, help="seconds to watch an idle engine")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-baseline", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = {"entries": given.entries, "runs": given.runs, **ours(Path(folder), given)}
    result |= {} if given.no_baseline else baseline(given.runs)
    if given.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:>26}  {value}")
    return 0


def ours(folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Medians over the runs, in seconds; the idle engine's share of one core in percent."""
    from assistant.paths import Home
    from benchmarks.search import build

    home = Home(folder / "home")
    build(home, given.entries)
    result: dict[str, Any] = {}
    result["engine_ready_s"] = _median(given.runs, lambda: _until_ready(home), after=home)
    result["ask_cold_s"] = _median(given.runs, lambda: _ask(home), after=home)
    _ask(home)
    result["ask_warm_s"] = _median(given.runs * 2, lambda: _ask(home))
    result |= _idle(home, given.idle)
    _stop(home)
    return result


def baseline(runs: int) -> dict[str, Any]:
    """Import sentence-transformers in a fresh interpreter; None if it is not installed."""
    if importlib.util.find_spec("sentence_transformers") is None:
        return {"baseline_import_s": None}
    command = [sys.executable, "-c", "import sentence_transformers"]

    def load() -> None:
        subprocess.run(command, check=True, capture_output=True)

    load()  # the first import reads from disk
    return {"baseline_import_s": _median(min(runs, 3), load)}


def _median(runs: int, work: Callable[[], object], *, after: Any = None) -> float:
    """Median seconds; `after` is a home whose engine is stopped after every run."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
        if after is not None:
            _stop(after)
    return round(statistics.median(times), 3)


def _until_ready(home: Any) -> None:
    from assistant.client.api import Client

    with Client.local(home) as client:
        client.wait_until_ready()


def _ask(home: Any) -> None:
    done = subprocess.run(
        [*_MAIN, "ask", _QUESTION, "--json", "--home", str(home.root)],
        check=True, capture_output=True, env=_ENVIRONMENT,
    )  # fmt: skip
    assert "suggestions" in json.loads(done.stdout)


def _stop(home: Any) -> None:
    subprocess.run(
        [*_MAIN, "engine", "stop", "--home", str(home.root)],
        check=True, capture_output=True, env=_ENVIRONMENT,
    )  # fmt: skip


def _idle(home: Any, seconds: float) -> dict[str, Any]:
    from assistant.client.api import Client

    with Client.local(home) as client:
        process = psutil.Process(client.health().pid)
    time.sleep(_SETTLE_S)
    before, started = process.cpu_times(), time.perf_counter()
    time.sleep(seconds)
    after, passed = process.cpu_times(), time.perf_counter() - started
    used = after.user + after.system - before.user - before.system
    return {
        # clock rounding can make it slightly negative, which would be shown as "-0.0 %"
        "idle_cpu_percent": max(0.0, round(100 * used / passed, 3)),
        "memory_mb": round(process.memory_info().rss / 2**20),
    }


if __name__ == "__main__":
    os.environ |= _ENVIRONMENT
    sys.exit(main())
