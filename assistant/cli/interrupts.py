"""Delays Ctrl-C where it must not interrupt between a request and its response."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupt_delayed() -> Iterator[None]:
    """Delay Ctrl-C to the end of the block, so that the result of the block is not lost.

    For short blocks. Does nothing outside the main thread, which alone receives signals.

    Raises:
        KeyboardInterrupt: At the end, if Ctrl-C was pressed meanwhile.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = False

    def note(_: int, __: FrameType | None) -> None:
        nonlocal pressed
        pressed = True

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
