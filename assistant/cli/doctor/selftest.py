"""The doctor's self-test: an end-to-end run on a temporary home, with a finding for each step.

It starts an engine, imports the demo, answers a question with its source, writes a draft, imports
an FAQ table, restarts the engine and checks that everything is still found, paints the window, and
checks in the system's tables that no socket connected beyond this machine. Replydesk Trainer also
trains. Finally everything is removed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli import demo, imports
from assistant.cli.context import Context
from assistant.cli.doctor import learning, window
from assistant.cli.doctor.finding import Finding, broken
from assistant.cli.doctor.sockets import Sockets
from assistant.cli.first_run import QUESTION
from assistant.contracts import SuggestionRequest
from assistant.errors import CodedError

if TYPE_CHECKING:
    from assistant.client.api import Client
    from assistant.contracts.drafts import WrittenReply

_END_S = 30.0
_REPORT = "Please report it with the output of: replydesk doctor --selftest --json"
_FAQ = (
    "question,answer\n"
    "How do I descale the kettle?,Boil it twice with a spoon of citric acid and rinse it.\n"
)
_FAQ_ASKED = "how can I descale my kettle"
_FAQ_SAYS = "citric acid"


def look(context: Context, picture: Path | None, *, training: bool = False) -> Iterator[Finding]:
    """Run all steps in order.

    Args:
        picture: File in which to save a picture of the window; None: it is not saved.
        training: Train as well. An installed program always does if it can.
    """
    started = time.monotonic()
    states: list[str] = []
    # an engine that exits late must not turn the cleanup of its folder into an error
    with tempfile.TemporaryDirectory(
        prefix="replydesk-selftest-", ignore_cleanup_errors=True
    ) as folder:
        own = replace(context, folder=Path(folder) / "home", server="")
        with Sockets() as sockets:
            first = partial(_first_time, training=training)
            for step in (first, partial(_second_time, picture=picture)):
                try:
                    for finding in step(own, sockets):
                        states.append(finding.state)
                        yield finding
                except CodedError as error:
                    states.append("broken")
                    yield broken("selftest", error)
                    break
        yield _network(sockets)
        states.append("broken" if sockets.outside else "ok")
    seconds = time.monotonic() - started
    if "broken" in states:
        yield _fault("selftest", "not everything works here; see above", code="selftest")
    else:
        yield Finding(name="selftest", text=f"everything works here, shown in {seconds:.1f} s")


def _first_time(context: Context, sockets: Sockets, *, training: bool) -> Iterator[Finding]:
    started = time.monotonic()
    with _engine(context, sockets) as client:
        yield Finding(name="engine", text=f"started in {time.monotonic() - started:.1f} s")
        jobs = demo.add(context, client)
        if any(job.state != "done" for job in jobs):
            yield _fault("demo", "the demo could not be imported", code="selftest.demo")
        yield _answered(client)
        yield _drafted(client, "")
        if client.models().items:
            yield _drafted(client, "generated")
        yield _imported(context, client)
        yield from _learnt(context, client, asked=training)


def _learnt(context: Context, client: Client, *, asked: bool) -> Iterator[Finding]:
    if not (asked or getattr(sys, "frozen", False)):
        return
    why_not = learning.why_not(client)
    if not why_not:
        yield from learning.look(context, client)
        yield _drafted(client, "generated")
    elif asked:
        yield Finding(name="training", state="advice", text=f"not tried: {why_not}")


def _second_time(context: Context, sockets: Sockets, *, picture: Path | None) -> Iterator[Finding]:
    started = time.monotonic()
    with _engine(context, sockets) as client:
        there = _finds(client, QUESTION, "")
        seconds = time.monotonic() - started
        if there and _finds(client, _FAQ_ASKED, _FAQ_SAYS):
            yield Finding(
                name="restart", details={"first_answer_s": f"{seconds:.2f}"},
                text=f"everything is there again, the first answer {seconds:.1f} s after the start",
            )  # fmt: skip
        else:
            yield _fault(
                "restart", "what was imported is not found any more", code="selftest.restart"
            )
        yield window.painted(context.home, sockets, picture)


class _engine:  # noqa: N801 - a context manager
    """Connects to the home's engine; on exit shuts it down and waits for its process to end."""

    def __init__(self, context: Context, sockets: Sockets) -> None:
        self._context, self._sockets = context, sockets
        self._connecting = context.client(ready=True)

    def __enter__(self) -> Client:
        self._client = self._connecting.__enter__()
        self._pid = self._client.health().pid
        self._sockets.also(self._pid)
        return self._client

    def __exit__(self, *raised: object) -> None:
        import psutil

        try:
            self._client.shutdown()
            # wait for the process, not only its lock: files it still writes would prevent the
            # folder from being removed
            with suppress(psutil.Error):
                psutil.Process(self._pid).wait(_END_S)
        finally:
            self._connecting.__exit__(None, None, None)


def _answered(client: Client) -> Finding:
    answer = client.answer(SuggestionRequest(text=QUESTION))
    if answer.abstained or not answer.suggestions:
        return _fault("answer", "the demo's question found no answer in it", code="selftest.answer")
    best = answer.suggestions[0]
    return Finding(name="answer", text=f"found, with its source, confidence {best.confidence:.0%}")


def _drafted(client: Client, writer: str) -> Finding:
    from assistant.client.drafts import Collected, events
    from assistant.contracts.drafts import DraftDone, ReplyRequest

    request = ReplyRequest.model_validate({"text": QUESTION, "writer": writer})
    collected = Collected()
    written: WrittenReply | None = None
    for event in events(client.transport, request):
        collected.add(event)
        if isinstance(event, DraftDone):
            written = collected.written(event)
    if written is None or not written.text or not any(e.source for e in written.evidence):
        return _fault("draft", "no draft with a source was written", code="selftest.draft")
    if writer and written.kind != writer:
        codes = ", ".join(each.code for each in written.fallbacks)
        return _fault("draft", f"the dialogue model wrote nothing ({codes})", code="selftest.model")
    who = written.model or "verified sentences"
    return Finding(name="draft", text=f"{len(written.text)} characters, with its source: {who}")


def _imported(context: Context, client: Client) -> Finding:
    table = context.home.root / "selftest.csv"
    table.write_text(_FAQ, encoding="utf-8")
    job = imports.submit(client, context, table, "selftest", {})
    job = imports.wait(context, client, job, "selftest")
    client.wait_until_ready()
    if job.state != "done" or not _finds(client, _FAQ_ASKED, _FAQ_SAYS):
        return _fault(
            "import", "an FAQ table could not be imported and asked", code="selftest.import"
        )
    return Finding(name="import", text="an FAQ table went in, and its answer is found")


def _finds(client: Client, question: str, says: str) -> bool:
    answer = client.answer(SuggestionRequest(text=question))
    return any(says in found.text for found in answer.suggestions)


def _network(sockets: Sockets) -> Finding:
    if sockets.outside:
        found = ", ".join(sorted(sockets.outside))
        return _fault("network", f"sockets beyond this machine: {found}", code="selftest.network")
    return Finding(
        name="network",
        text=f"no socket but on this machine's own address, in {sockets.looks} looks at the "
        "system's tables",
    )


def _fault(name: str, text: str, *, code: str) -> Finding:
    return Finding(name=name, state="broken", code=code, text=text, remedy=_REPORT)
