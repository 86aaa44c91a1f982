"""How much work something is, whatever else the machine does meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fails where the block costs this thread more of the processor.

    A limit is many times what the work costs: it tells a text that is read once from one that is
    read again for each of its letters. The clock on the wall would count the other programs too.
    """
    before = time.thread_time()
    yield
    used = time.thread_time() - before
    assert used < seconds, f"{used:.2f} s of the processor, at most {seconds:g} were expected"
