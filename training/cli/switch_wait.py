"""Waits for a switch of versions: a new search model is used once everything is embedded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.cli.context import Context

if TYPE_CHECKING:
    from assistant.client.api import Client
    from assistant.contracts import Job

_KIND = "embedding-model"
_GOING_ON = ("queued", "running")


def wait_for_switch(context: Context, client: Client) -> bool:
    """Wait for a switch in progress, if there is one; returns False, and says why, if it failed.

    Ctrl-C cancels it; what was in use before stays in use.
    """
    from assistant.cli.imports import show, wait

    title = "Embedding everything again"
    job = next(filter(_goes_on, client.jobs().items), None)
    if job is None:
        return True
    job = wait(context, client, job, title)
    if job.state != "done" and not context.output.as_json:
        show(context, job, title)
    return job.state == "done"


def _goes_on(job: Job) -> bool:
    return job.kind == _KIND and job.state in _GOING_ON
