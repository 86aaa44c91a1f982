"""Limits the processor time of a block, independently of the load of the machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail if a block takes more processor time of this thread than `seconds`.

    Limits should be many times the expected cost: they are to tell linear from quadratic time. Wall
    clock time would include other programs.
    """
    before = time.thread_time()
    yield
    used = time.thread_time() - before
    assert used < seconds, f"{used:.2f} s of the processor, at most {seconds:g} were expected"
