"""`doctor`: checks the machine and the home, and says how to fix what is wrong."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from assistant.cli.context import Context

_MARKS = {"ok": ("✓", "green"), "advice": ("!", "yellow"), "broken": ("✗", "red")}


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument(
        "--selftest", action="store_true", help="also try everything on a temporary home"
    )
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="with --selftest: save the window as PNG"
    )
    parser.add_argument(
        "--training", action="store_true",
        help="with --selftest: also train two steps, as Replydesk Trainer does by itself",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    from assistant.cli.doctor import home, machine, selftest
    from assistant.cli.doctor.finding import Report

    context.local_only("doctor")
    findings = []
    looks = [machine.look(), home.look(context.home)]
    if options.selftest:
        looks.append(selftest.look(context, options.picture, training=options.training))
    for look in looks:
        for finding in look:
            findings.append(finding)
            if not context.output.as_json:
                mark, style = _MARKS[finding.state]
                context.output.line(f"{mark} {finding.name:<9} {finding.text}", style=style)
                if finding.remedy:
                    context.output.line(f"→ {context.typed_here(finding.remedy)}", indent=12)
    report = Report(ok=all(f.state != "broken" for f in findings), findings=findings)
    if context.output.as_json:
        context.output.value(report)
    return 0 if report.ok else 1
