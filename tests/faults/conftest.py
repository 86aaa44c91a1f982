"""Fixtures of the fault tests: their chance, and a tally of what was done."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.tally import keep


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Chance; REPLYDESK_SEED repeats what a failed run reported (but for the timing of kills)."""
    seed = int(os.environ.get("REPLYDESK_SEED") or random.SystemRandom().randrange(2**32))
    request.node.user_properties.append(("seed", seed))
    print(f"REPLYDESK_SEED={seed}")  # noqa: T201 - shown by pytest when the test fails
    return random.Random(seed)


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Iterator[Counter[str]]:
    """What was done, by name; the sum over all tests is printed at the end of the run."""
    done: Counter[str] = Counter()
    yield done
    keep(request.node, done)
