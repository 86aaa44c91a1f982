"""Ctrl-C is delayed during steps that must not be interrupted."""

from __future__ import annotations

import signal

import pytest

from assistant.cli.interrupts import interrupt_delayed


def press_and(done: list[str], *, fail: bool = False) -> None:
    """Press Ctrl-C in the middle of a protected block."""
    with interrupt_delayed():
        signal.raise_signal(signal.SIGINT)
        if fail:
            raise OSError("the disk is full")
        done.append("a job")


def test_ctrl_c_comes_at_the_end() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        press_and(done)
    assert done == ["a job"]


def test_afterwards_it_comes_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interrupt_delayed():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_what_fails_is_told_although_ctrl_c_was_pressed() -> None:
    with pytest.raises(OSError, match="full"):
        press_and([], fail=True)
