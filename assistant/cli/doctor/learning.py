"""The doctor's self-test of training, which only Replydesk Trainer includes.

It turns the demo's answers into an export like that of a help desk, trains the dialogue model on
it for two steps, exports the result and puts it to use. The self-test then lets it write a draft.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from assistant import demo
from assistant.cli import imports
from assistant.cli.context import Context
from assistant.cli.doctor.finding import Finding
from assistant.errors import CodedError

if TYPE_CHECKING:
    from assistant.client.api import Client
    from assistant.contracts import Run, TranscriptSet

_KIND: Final = "replies"
_NO_SUCH_ROUTE: Final = "not-found"
OPTIONS: Final[dict[str, Any]] = {
    # two steps, evaluated before and after
    "epochs": 0.06, "batch": 4, "measured_every": 100,
    "longest": 400, "rank": 4, "rehearsal": 0.0, "judged": 2,
}  # fmt: skip
_OVER: Final = frozenset({"done", "failed", "cancelled", "interrupted", "paused"})
_LONGEST_S: Final = 1200.0
_POLL_S: Final = 0.5
_REPORT: Final = "Please report it with the output of: replydesk doctor --selftest --json"


def why_not(client: Client) -> str:
    """Return the reason why this program cannot train, or "" if it can."""
    from assistant.contracts import RecipeInfo

    try:
        told = client.transport.call("GET", "/training/recipes")
    except CodedError as error:
        if error.code == _NO_SUCH_ROUTE:
            return "It is switched off"
        raise
    recipes = TypeAdapter(list[RecipeInfo]).validate_json(told)
    return next(recipe.why_not for recipe in recipes if recipe.kind == _KIND)


def look(context: Context, client: Client) -> Iterator[Finding]:
    """Train, export and activate a model. The demo must be imported and a dialogue model active."""
    started = time.monotonic()
    transcripts = _approved(context, client)
    run = _trained(client, transcripts.id)
    if run.state != "done":
        why = run.error.code if run.error is not None else run.state
        yield _fault(f"a run of two steps did not finish ({why})")
        return
    content = client.transport.call("POST", f"/runs/{run.id}/use", query={"insist": True})
    used = type(run).model_validate_json(content)
    if not used.active:
        yield _fault("what was trained could not be put to use")
        return
    yield Finding(
        name="training", details={"model": used.model, "steps": str(run.steps)},
        text=f"{run.steps} steps learnt, exported and put to use in "
        f"{time.monotonic() - started:.0f} s, on {run.device}",
    )  # fmt: skip


def export(target: Path) -> None:
    """Write the demo's English answers as conversations, one JSON object per line."""
    rows = csv.DictReader(demo.paths().faq_en.read_text("utf-8-sig").splitlines(keepends=True))
    with target.open("w", encoding="utf-8") as file:
        for number, row in enumerate(rows):
            day = f"2026-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
            messages = [
                {"role": "customer", "author": f"Customer {number}", "at": f"{day}T09:00:00Z",
                 "text": " ".join(row["question"].splitlines())},
                {"role": "agent", "author": "Agent", "at": f"{day}T09:30:00Z",
                 "text": row["answer"]},
            ]  # fmt: skip
            told = {
                "id": f"selftest-{number}", "status": "solved",
                "customer": {"name": f"Customer {number}", "email": f"c{number}@example.com"},
                "created_at": f"{day}T09:00:00Z", "messages": messages,
            }  # fmt: skip
            file.write(json.dumps(told) + "\n")


def _approved(context: Context, client: Client) -> TranscriptSet:
    from assistant.contracts import TranscriptChange, TranscriptKeepRequest, TranscriptRequest

    file = context.home.root / "selftest.jsonl"
    export(file)
    begun = client.examine_path(TranscriptRequest(path=str(file), name="selftest"))
    _waited(context, client, begun)
    # add nothing to the search: its results are compared again after the restart
    kept = client.keep_transcripts(begun.id, TranscriptKeepRequest(solved_replies=False))
    _waited(context, client, kept)
    return client.change_transcripts(begun.id, TranscriptChange(approved=True))


def _waited(context: Context, client: Client, one: TranscriptSet) -> None:
    if one.job is not None:
        imports.wait(context, client, client.job(one.job), one.name)


def _trained(client: Client, transcripts: int) -> Run:
    from assistant.contracts import Run, TrainingRequest

    request = TrainingRequest(
        kind="replies", preset="quick", transcripts=[transcripts], name="selftest",
        options=OPTIONS,
    )  # fmt: skip
    run = Run.model_validate_json(client.transport.call("POST", "/runs", body=request))
    until = time.monotonic() + _LONGEST_S
    while run.state not in _OVER and time.monotonic() < until:
        time.sleep(_POLL_S)
        run = Run.model_validate_json(client.transport.call("GET", f"/runs/{run.id}"))
    return run


def _fault(text: str) -> Finding:
    return Finding(
        name="training", state="broken", text=text, remedy=_REPORT, code="selftest.training"
    )
