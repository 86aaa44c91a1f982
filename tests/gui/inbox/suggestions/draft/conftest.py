"""A pane whose engine writes as slowly as a test wants."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant.contracts import SuggestionRequest
from gui.engine.address import Address
from gui.inbox.suggestions.draft.draft_state import DraftState
from gui.inbox.suggestions.pane import SuggestionsPane
from gui.page import WindowContext
from tests.gui.event_loop import settle, turn


@dataclass
class Slow:
    """A pane beside the slow engine, and what that engine tells.

    Attributes:
        process: That engine.
        asked: The drafts it was asked for.
        left: How many of them were given up.
    """

    pane: SuggestionsPane
    process: subprocess.Popen[str]
    asked: list[dict[str, Any]] = field(default_factory=list)
    left: int = 0

    def ask(self, how: str) -> None:
        """Ask for cards, and so for a draft that is written this way."""
        self.pane.ask(SuggestionRequest(text=how))

    @property
    def drafted(self) -> DraftState:
        """What is known of the draft."""
        return self.pane.drafts.drafted or DraftState()

    def written(self, how: str) -> DraftState:
        """Ask, and wait until the draft is over."""
        self.ask(how)
        settle(lambda: self.pane.drafts.drafted is not None and not self.drafted.running)
        turn()
        return self.drafted

    def go_on(self) -> None:
        """Let the engine go on where it waits in the middle."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def heard(self, count: int) -> list[dict[str, Any]]:
        """The drafts it was asked for, when there are so many: it tells beside its answers."""
        settle(lambda: len(self.asked) >= count)
        return self.asked

    def hear(self, lines: Iterator[str]) -> None:
        for line in lines:
            if line.strip() == "left":
                self.left += 1
            else:
                self.asked.append(json.loads(line))


@pytest.fixture
def slow(demo_context: WindowContext) -> Iterator[Slow]:
    """A pane on the slow engine."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("slow_writer.py"))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        port = int(process.stdout.readline())
        address = demo_context.engine.client.address
        demo_context.engine.client.address = Address(f"http://127.0.0.1:{port}", "")
        pane = SuggestionsPane(demo_context)
        made = Slow(pane, process)
        hearing = threading.Thread(target=made.hear, args=(iter(process.stdout),))
        hearing.start()
        pane.resize(380, 900)
        pane.show()
        settle(lambda: pane.drafts.writer.status is not None)
        yield made
        pane.close()
        pane.deleteLater()
        turn()
        demo_context.engine.client.address = address
        process.kill()
        hearing.join()
