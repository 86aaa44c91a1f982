"""Sums up what the fault tests did, at the end of a run.

The counts are stored in the report of each test, which reaches the terminal from any worker.
"""

from __future__ import annotations

from collections import Counter

import pytest

_NAME = "faults survived"


def keep(item: pytest.Item, done: Counter[str]) -> None:
    """Add counts to a test; call it before the test is reported."""
    item.user_properties.append((_NAME, dict(done)))


def tell(terminal: pytest.TerminalReporter) -> None:
    """Print the sums, if there are any."""
    done: Counter[str] = Counter()
    for reports in terminal.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport) and report.when == "teardown":
                done.update(dict(report.user_properties).get(_NAME, {}))
    if not done:
        return
    terminal.write_sep("-", _NAME)
    for name, count in sorted(done.items()):
        terminal.write_line(f"{count:8d}  {name}")
