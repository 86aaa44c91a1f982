"""Ctrl-C, where it must not fall between a request and its answer."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupt_delayed() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block: what was begun in it is known then.

    For what is short. Does nothing outside the main thread, where no signal arrives.

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
