"""What the fault tests did: kept with the report of each test, which comes to the terminal from
whichever process ran it, and added up there."""

from __future__ import annotations

from collections import Counter

import pytest

_NAME = "faults survived"


def keep(item: pytest.Item, done: Counter[str]) -> None:
    """Remember what a test did, before its end is reported."""
    item.user_properties.append((_NAME, dict(done)))


def tell(terminal: pytest.TerminalReporter) -> None:
    """Print the sums, if there is anything to tell."""
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
