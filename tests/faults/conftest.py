"""Fixtures of the fault tests: how long they go on, and a report of what was done."""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

_DONE: Counter[str] = Counter()


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Chance; REPLYDESK_SEED repeats what a failed run reported (but for the timing of kills)."""
    seed = int(os.environ.get("REPLYDESK_SEED") or random.SystemRandom().randrange(2**32))
    request.node.user_properties.append(("seed", seed))
    print(f"REPLYDESK_SEED={seed}")  # noqa: T201 - shown by pytest when the test fails
    return random.Random(seed)  # noqa: S311 - chance, not secrecy


@pytest.fixture
def tally() -> Counter[str]:
    """What was done, by name; printed at the end of the run."""
    return _DONE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _DONE:
        return
    terminalreporter.write_sep("-", "faults survived")
    for name, count in sorted(_DONE.items()):
        terminalreporter.write_line(f"{count:8d}  {name}")
