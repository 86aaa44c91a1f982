"""The doctor's proof: a temporary home, the demo in, a question answered, everything gone."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant import engine_file
from assistant.cli import demo
from assistant.cli.context import Context
from assistant.cli.doctor.finding import Finding, broken
from assistant.cli.first_run import QUESTION
from assistant.contracts import SuggestionRequest
from assistant.errors import CodedError

_END_S = 30.0


def look(context: Context) -> Iterator[Finding]:
    """Start an engine on a temporary home, import, ask, stop."""
    with tempfile.TemporaryDirectory(prefix="replydesk-selftest-") as folder:
        own = replace(context, folder=Path(folder), server="")
        try:
            yield _run(own)
        except CodedError as error:
            yield broken("selftest", error)


def _run(context: Context) -> Finding:
    started = time.monotonic()
    with context.client(ready=True) as client:
        try:
            jobs = demo.add(context, client)
            answer = client.answer(SuggestionRequest(text=QUESTION))
        finally:
            client.shutdown()
            _wait_for_the_end(context)
    seconds = time.monotonic() - started
    if any(job.state != "done" for job in jobs) or answer.abstained:
        return Finding(
            name="selftest", state="broken", code="selftest",
            text="the demo's question found no answer in the demo",
            remedy="Please report it with the output of: replydesk doctor --json",
        )  # fmt: skip
    return Finding(
        name="selftest",
        text=f"engine started, demo imported, question answered with confidence "
        f"{answer.suggestions[0].confidence:.0%}, in {seconds:.1f} s",
    )


def _wait_for_the_end(context: Context) -> None:
    until = time.monotonic() + _END_S
    while engine_file.is_owned(context.home) and time.monotonic() < until:
        time.sleep(0.05)
