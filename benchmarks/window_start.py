"""Time until the window is there: from the start of the process to its first paint.

Each figure is the median of whole processes that run `replydesk --home …` as users do, on a home
whose engine is running. The window itself reports its first paint: the process prints the system's
monotonic clock when the event loop returns from the first paint of the main window. The baseline is
what an assistant built on sentence-transformers has to do before it can show anything: import it.

    python -m benchmarks.window_start --json
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

_ENVIRONMENT = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
_PAINTED = "painted at "


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-baseline", action="store_true")
    parser.add_argument("--paint", metavar="HOME", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.paint:
        return paint(given.paint)
    with tempfile.TemporaryDirectory() as folder:
        result = measured(Path(folder) / "home", given.runs, baseline=not given.no_baseline)
    if given.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:>20}  {value}")
    return 0


def measured(root: Path, runs: int, *, baseline: bool) -> dict[str, float | int | None]:
    """Medians in milliseconds; the two kinds of run alternate, so that load affects both."""
    environment = os.environ | _ENVIRONMENT
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # installed code is precompiled; the first run compiles what is newer
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(root.parent / "compiled")
    subprocess.run(
        [sys.executable, str(PROJECT / "main.py"), "--home", str(root), "demo", "add"],
        env=environment, check=True, capture_output=True,
    )  # fmt: skip
    (root / "window.json").write_text('{"welcomed": true, "tray": false}', encoding="utf-8")
    window: list[float] = []
    imports: list[float] = []
    for number in range(runs + 1):
        painted = _first_paint(root, environment)
        imported = _import_s(environment) if baseline and number <= 3 else None
        if number:  # the first run of each kind reads from disk
            window.append(painted)
            imports += [imported] if imported is not None else []
    subprocess.run(
        [sys.executable, str(PROJECT / "main.py"), "--home", str(root), "engine", "stop"],
        env=environment, check=True, capture_output=True,
    )  # fmt: skip
    first, library = statistics.median(window), statistics.median(imports) if imports else None
    return {
        "first_paint_ms": round(first * 1000),
        "best_ms": round(min(window) * 1000),
        "runs": runs,
        "baseline_import_ms": round(library * 1000) if library else None,
        "ratio": round(first / library, 3) if library else None,
    }


def paint(home: str) -> int:
    """Open the window in this process, report its first paint, and exit."""
    import gui.opening
    import main as replydesk

    opened = gui.opening.open_window

    def telling(*given: Any) -> int:
        """Open the window; imports nothing before `open_window` itself is called."""
        from gui.import_costs import skip_source_inspection

        skip_source_inspection()

        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication, QWidget

        import gui.first_paint

        class Told(gui.first_paint.FirstPaint):
            """Reports the end of the first paint."""

            def __init__(self, window: QWidget) -> None:
                super().__init__(window)
                self.painted.connect(told, Qt.ConnectionType.DirectConnection)

        def told() -> None:
            print(f"{_PAINTED}{time.monotonic()}", flush=True)
            QApplication.quit()

        # the only patch: the same window, but it reports its paint
        gui.first_paint.FirstPaint = Told  # type: ignore[misc]
        return opened(*given)

    gui.opening.open_window = telling
    return replydesk.main(["--home", home])


def _first_paint(root: Path, environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", "benchmarks.window_start", "--paint", str(root)]
    started = time.monotonic()
    done = subprocess.run(
        command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=True
    )
    said = next(line for line in done.stdout.splitlines() if line.startswith(_PAINTED))
    return float(said.removeprefix(_PAINTED)) - started


def _import_s(environment: dict[str, str]) -> float | None:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", "import sentence_transformers"], env=environment,
        capture_output=True, check=False,
    )  # fmt: skip
    return time.monotonic() - started if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main())
