"""Prints runs, judgements, estimates and versions on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.cli.printable_text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.cli.context import Context
    from assistant.contracts import Estimate, Judgement, Run, TrainedVersion

_GIGABYTE = 1e9
_TOLD = {
    "memory-low": "Memory is short: close other programs.",
    "memory-halved": "Memory ran out, so less is held at once. What is learnt stays the same.",
    "memory-saved": "Memory is scarce: it computes some things twice instead.",
    "restarted": "The training process ended unexpectedly and was started again.",
    "battery": "The battery is below 30 %.",
    "battery-low": "The battery is below 15 %: the run pauses.",
}
"""Warning code → its meaning, for people."""


def show_runs(context: Context, runs: Sequence[Run]) -> None:
    """Print a table of runs."""
    if not runs:
        context.output.line("Nothing has been trained here. Begin: replydesk train KIND")
        return
    rows = [
        (run.id, run.kind, run.name, run.state, _share(run), _figure(run.quality),
         "in use" if run.active else "")
        for run in runs
    ]  # fmt: skip
    context.output.table(["id", "kind", "name", "state", "done", "quality", ""], rows, right=(4, 5))


def show_run(context: Context, run: Run) -> None:
    """Print one run: its state, figures, warnings and error."""
    output = context.output
    output.line(f"{run.name}: {run.kind}, {run.state}", style="bold")
    output.line(f"id: {run.id}", indent=2)
    if run.steps:
        left = f", {_time(run.seconds_left)} left" if run.seconds_left else ""
        output.line(f"step {run.step} of {run.steps}{left}", indent=2)
    if run.loss is not None:
        output.line(f"loss {run.loss:.4f}", indent=2)
    if run.quality is not None:
        output.line(f"{run.quality_name or 'quality'} {run.quality:.4f}", indent=2)
    for code in run.warnings:
        output.line(f"{_TOLD.get(code, '')} [{code}]".strip(), style="yellow", indent=2)
    if run.error is not None:
        output.line(context.typed_here(run.error.detail), style="red", indent=2)
    if run.state == "failed":
        output.note(
            context.typed_here(
                "Change what it stumbled over, and try it again: "
                f"replydesk runs again {run.id} --option NAME=VALUE"
            )
        )
    if run.state == "done" and not run.active:
        output.note(context.typed_here(f"Put it to use: replydesk runs use {run.id}"))


def show_estimate(context: Context, told: Estimate) -> None:
    """Print an estimate: examples, time, memory, disk, findings."""
    output = context.output
    output.line(f"{told.examples} examples, {'enough' if told.enough else 'not enough'}")
    if told.why:
        output.line(told.why, indent=2)
    output.line(
        f"about {_time(told.seconds)}, {told.memory_bytes / _GIGABYTE:.1f} GB of memory, "
        f"{told.disk_bytes / _GIGABYTE:.1f} GB of disk, on {told.device}", indent=2,
    )  # fmt: skip
    for one in told.findings:
        warns = one.level in ("warning", "error")
        output.line(f"{one.text} [{one.code}]", style="yellow" if warns else "", indent=2)


def show_judgement(context: Context, judgement: Judgement) -> None:
    """Print a judgement: its verdict, and the measures before and after, side by side."""
    context.output.line(judgement.verdict, style="green" if judgement.better else "yellow")
    rows = [(m.title, _figure(m.before), _figure(m.after)) for m in judgement.measures]
    if rows:
        context.output.table(["measure", "before", "after"], rows, right=(1, 2))


def show_versions(context: Context, versions: Sequence[TrainedVersion]) -> None:
    """Print a table of versions."""
    rows = [
        ("in use" if version.active else "", version.kind, version.name,
         "" if version.made_at is None else f"{version.made_at:%Y-%m-%d %H:%M}", version.run,
         "train again: a customer was erased" if version.retrain else "")
        for version in versions
    ]  # fmt: skip
    context.output.table(["", "kind", "name", "made", "run", ""], rows)


def progress_title(run: Run) -> str:
    """A short line on the state of a run, and its loss if known."""
    loss = f", loss {run.loss:.3f}" if run.loss is not None else ""
    return one_line(f"{run.state}{loss}", 40)


def _share(run: Run) -> str:
    if run.state == "done":  # it may have stopped early
        return "100%"
    return f"{run.step / run.steps:.0%}" if run.steps else ""


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "?"
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.1f} h"
