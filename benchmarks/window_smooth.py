"""Whether the window ever freezes: a heartbeat of 5 ms in its main thread, under load.

Meanwhile a real engine imports N entries that the window sent it, the knowledge table scrolls
through its rows, and suggestion cards are fed by a stream of 200 events a second (from a small
server in this file, in a process of its own, that uses the engine's format). Figures are the time
between two beats, 5 ms at best, from the first page until the import has finished, and the memory
of the window's process at its end.

    python -m benchmarks.window_smooth --json
    python -m benchmarks.window_smooth --entries 2000
"""

from __future__ import annotations

import argparse
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from assistant.paths import Home
    from gui.main_window import MainWindow
    from gui.page import WindowContext

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

_BEAT_MS = 5
_SCROLL_MS = 16
_EVENTS_PER_S = 200
_WORDS_PER_CARD = 300
_LEAST_S = 10.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--role", choices=["table", "flood"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.role == "table":
        return write_table(given.file, given.entries)
    if given.role == "flood":
        return flood()
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder, flooding() as origin:
        file = Path(folder) / "faq.csv"
        command = [*_role("table"), "--entries", str(given.entries), "--file", str(file)]
        subprocess.run(command, check=True, cwd=PROJECT)
        result = measured(Path(folder) / "home", file, origin) | {"entries": given.entries}
    if given.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:>14}  {value}")
    return 0


@dataclass
class Beats:
    """Milliseconds between the beats of a timer in the main thread."""

    gaps: list[float] = field(default_factory=list)
    last: float = 0.0

    def beat(self) -> None:
        now = time.perf_counter()
        if self.last:
            self.gaps.append((now - self.last) * 1000)
        self.last = now


def measured(root: Path, file: Path, origin: str) -> dict[str, Any]:
    """Open the window, start all loads at once, and measure the heartbeat."""
    import psutil
    from PySide6.QtCore import Qt, QTimer

    from assistant.client.locator import HomeLocator
    from assistant.paths import Home
    from gui.app import compose, make_application
    from gui.preferences import Preferences

    home = Home(root)
    application = make_application()
    preferences = Preferences(root / "window.json")
    preferences.change(welcomed=True, tray=False)
    window = compose(application, preferences, HomeLocator(home))
    window.show()
    _until(application, lambda: window.context.link.state.name == "ready", 120)
    beats, events, over = Beats(), [0], [""]
    beating = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=_BEAT_MS)
    beating.timeout.connect(beats.beat)
    keeping = [_scroll(window), _suggest(window.context, origin, events)]
    _import(window.context, file, over)
    started = time.perf_counter()
    beating.start()
    _until(application, lambda: over[0] and time.perf_counter() - started > _LEAST_S, 3600)
    beating.stop()
    seconds = time.perf_counter() - started
    memory = psutil.Process().memory_info().rss / 2**20
    for thing in keeping:
        thing.deleteLater()
    window.context.link.detach()
    _stop(home)
    return {
        "p99_ms": round(statistics.quantiles(beats.gaps, n=100)[98], 1),
        "worst_ms": round(max(beats.gaps), 1),
        "median_ms": round(statistics.median(beats.gaps), 1),
        "memory_mb": round(memory),
        "seconds": round(seconds, 1),
        "events_s": round(events[0] / seconds),
        "import": over[0],
    }


def _scroll(window: MainWindow) -> Any:
    """Scroll the knowledge table up and down at the speed of a mouse wheel."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QTableView

    page = window.go_to("knowledge")
    table = max(page.findChildren(QTableView), key=lambda view: view.height())
    step = [7]

    def turn() -> None:
        bar = table.verticalScrollBar()
        if bar.value() in (bar.minimum(), bar.maximum()):
            step[0] = 7 if bar.value() == bar.minimum() else -7
        bar.setValue(bar.value() + step[0])

    timer = QTimer(window, interval=_SCROLL_MS)
    timer.timeout.connect(turn)
    timer.start()
    return timer


def _suggest(context: WindowContext, origin: str, events: list[int]) -> Any:
    """Show suggestions from the flooding server beside the window, again and again."""
    from PySide6.QtCore import QTimer

    from assistant.contracts import SuggestionRequest
    from gui.engine.address import Address
    from gui.engine.api import Engine
    from gui.engine.client import Client
    from gui.inbox.suggestions.pane import SuggestionsPane

    client = Client(context.link)
    client.address = Address(origin, "token")
    pane = SuggestionsPane(replace(context, engine=Engine(client)))
    pane.resize(420, 820)
    pane.show()
    ask = context.link  # any object that lives as long as the window
    counting = client.stream("POST", "/suggestions", ask, SuggestionRequest(text="count"))
    counting.happened.connect(lambda *_: events.__setitem__(0, events[0] + 1))
    again = QTimer(pane, interval=1000 * 3 * _WORDS_PER_CARD // _EVENTS_PER_S + 500)
    number = [0]

    def asked() -> None:
        number[0] += 1
        pane.ask(SuggestionRequest(text=f"flood {number[0]}"))

    again.timeout.connect(asked)
    again.start()
    asked()
    return pane


def _import(context: WindowContext, file: Path, over: list[str]) -> None:
    from assistant.contracts import Job, ProblemDetails

    def begun(job: Job) -> None:
        def went_on(now: Job) -> None:
            if now.id == job.id and now.state not in ("queued", "running"):
                over[0] = now.state

        context.link.job_changed.connect(went_on)

    def refused(problem: ProblemDetails) -> None:
        raise SystemExit(f"the engine does not import: {problem}")

    call = context.engine.upload(file, context.link)
    assert call is not None
    call.then(begun, refused)


def _until(application: QApplication, condition: Any, seconds: float) -> None:
    """Run the event loop as the program does, until a condition holds."""
    from PySide6.QtCore import QTimer

    end = time.monotonic() + seconds
    looking = QTimer(interval=100)
    looking.timeout.connect(
        lambda: application.quit() if condition() or time.monotonic() > end else None
    )
    looking.start()
    application.exec()
    looking.stop()
    if not condition():
        raise SystemExit(f"it takes longer than {seconds:g} s")


def _stop(home: Home) -> None:
    subprocess.run(
        [sys.executable, str(PROJECT / "main.py"), "--home", str(home.root), "engine", "stop"],
        check=False, capture_output=True,
    )  # fmt: skip


# ------------------------------------------------------------ separate processes


def _role(name: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.window_smooth", "--role", name]


def write_table(file: Path, entries: int) -> int:
    """Write a FAQ, in a process of its own, so that its memory is not counted as the window's."""
    import csv

    from benchmarks import corpus

    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["question", "answer"])
        for _, pair in corpus.varied(entries):
            writer.writerow([pair.question, pair.answer])
    return 0


@contextmanager
def flooding() -> Iterator[str]:
    """The origin of a suggestion server that runs until the block ends."""
    with subprocess.Popen(
        _role("flood"), cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


class _Flood(http.server.BaseHTTPRequestHandler):
    """Three cards, word by word, in the engine's format; endless for the text `count`."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        items = [
            {"kind": "faq", "title": "A long answer", "confidence": 0.9, "id": number,
             "updated_at": "2026-11-02T09:00:00Z"}
            for number in (1, 2, 3)
        ]  # fmt: skip
        self._event("sources", {"items": items, "abstained": False})
        number, began = 0, time.monotonic()
        while asked == "count" or number < 3 * _WORDS_PER_CARD:
            card, word = divmod(number % (3 * _WORDS_PER_CARD), _WORDS_PER_CARD)
            text = " ".join(f"word{place}" for place in range(word + 1)) if asked != "count" else ""
            self._event("suggestion", {
                "card": card + 1, "kind": "verified", "text": text or "x", "confidence": 0.9,
                "sources": [{"id": card + 1, "title": "A long answer"}],
            })  # fmt: skip
            number += 1
            time.sleep(max(0.0, began + number / _EVENTS_PER_S - time.monotonic()))
        self._event("done", {"abstained": False, "timings_ms": {"total": 1.0}})

    def log_message(self, *_: object) -> None:
        """Log nothing: standard output is for the port."""

    def _event(self, name: str, data: object) -> None:
        try:
            self.wfile.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())
        except BrokenPipeError:  # the client has disconnected
            sys.exit()


def flood() -> int:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Flood)
    print(server.server_port, flush=True)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
