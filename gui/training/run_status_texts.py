"""Explains why a run is not making progress and what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from gui.engine.wording import told_here
from gui.training import words
from gui.training.words import Tone

if TYPE_CHECKING:
    from assistant.contracts import Run

translate = QCoreApplication.translate
BATTERY: Final = "training.battery"
DISK: Final = "training.disk"


def run_state(run: Run) -> tuple[str, Tone]:
    """Return a short text for the state of a run, and its colour."""
    if run.resumes and run.error is not None:
        if run.error.code == BATTERY:
            return translate("RunStatusTexts", "waiting for power"), "warn"
        return translate("RunStatusTexts", "waiting for disk space"), "warn"
    if run.active:
        return translate("RunStatusTexts", "in use"), "good"
    return words.run_states()[run.state]


def why(run: Run, server: str = "") -> str:
    """Explain why a run stopped, what was lost and what happens next; "" if it runs or is over.

    Args:
        server: Name of the server that runs it; "" for this computer.
    """
    if run.state == "interrupted":
        reason = _cut_off(run, server)
    elif run.state == "paused" and run.error is None:
        reason = translate("RunStatusTexts", "Somebody paused it.")
    elif run.state == "paused":
        reason = _short_of(run, server)
    else:
        return ""
    said = translate(
        "RunStatusTexts", "{reason} {kept} {next}", "three sentences, one after the other"
    )
    return said.format(
        reason=reason, kept=_kept(run), next=_by_itself(run, server) if run.resumes else _go_on()
    )


def _short_of(run: Run, server: str) -> str:
    if run.error is None or run.error.code == BATTERY:
        text = translate("RunStatusTexts", "The battery was nearly empty.")
        if server:
            text = translate(
                "RunStatusTexts", "The battery of the server {server} was nearly empty."
            )
        return text.format(server=server)
    said = told_here(run.error)
    text = translate(
        "RunStatusTexts", "The disk is too full. There is {found}; needed is {expected}."
    )
    if server:
        text = translate(
            "RunStatusTexts",
            "The disk of the server {server} is too full. There is {found}; needed is {expected}.",
        )
    return text.format(found=said.found, expected=said.expected, server=server)


def _cut_off(run: Run, server: str) -> str:
    if run.error is None:
        return translate("RunStatusTexts", "It was interrupted before it was finished.")
    text = translate(
        "RunStatusTexts",
        "Its process ended unexpectedly several times: memory may have run out. Close other "
        "programs.",
    )
    if server:
        text = translate(
            "RunStatusTexts",
            "Its process ended unexpectedly several times: memory may have run out on the server "
            "{server}. Close other programs there.",
        )
    return text.format(server=server)


def _kept(run: Run) -> str:
    if not run.step:
        return translate("RunStatusTexts", "Nothing had been learnt yet.")
    return translate("RunStatusTexts", "What it learnt up to its last save is kept.")


def _by_itself(run: Run, server: str) -> str:
    battery = run.error is not None and run.error.code == BATTERY
    if battery and server:
        return translate("RunStatusTexts", "Plug the server in, and it resumes by itself.")
    if battery:
        return translate("RunStatusTexts", "Plug the computer in, and it resumes by itself.")
    if server:
        return translate("RunStatusTexts", "Free some space there, and it resumes by itself.")
    return translate("RunStatusTexts", "Free some space, and it resumes by itself.")


def _go_on() -> str:
    return translate("RunStatusTexts", "It resumes where it was when you say so.")
