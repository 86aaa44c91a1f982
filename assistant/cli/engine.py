"""`engine`: runs the engine here, starts it in the background, stops it, or shows its status."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from assistant.cli.context import Context
from assistant.errors import EngineUnreachableError

if TYPE_CHECKING:
    from assistant.contracts import Health
    from assistant.engine_file import Running
    from assistant.server import Public

_STOP_TIMEOUT_S = 60.0


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    # used by the window and the command line, so that the engine ends when no client is left
    parser.add_argument("--while-used", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=_run)
    verbs = parser.add_subparsers(metavar="VERB", help="without one: run it here until Ctrl-C")
    for name, function, text in (
        ("start", _start, "start it in the background, unless it is running"),
        ("stop", _stop, "stop it; running jobs are cancelled"),
        ("status", _status, "whether it runs, and how ready it is"),
    ):
        verbs.add_parser(name, parents=[shared], help=text).set_defaults(run=function)


def _run(context: Context, options: argparse.Namespace) -> int:
    from assistant import server, settings

    context.local_only("engine")
    linger = settings.load(context.home).linger_seconds if options.while_used else None

    def announce(running: Running, _: Public | None) -> None:
        if not context.output.as_json:
            context.output.note(f"The engine of {context.home.root} listens at {running.url}")

    return server.serve(context.home, extension=context.extension, linger=linger, announce=announce)


def _start(context: Context, _: argparse.Namespace) -> None:
    with context.client() as client:
        health = client.health()
    _show(context, health)


def _stop(context: Context, _: argparse.Namespace) -> None:
    from assistant import engine_file
    from assistant.client.api import Client
    from assistant.client.attach import attach

    context.local_only("engine stop")
    found = attach(context.home)
    if found is not None:
        with Client(found[0]) as client:
            client.shutdown()
        pid = found[1].pid
        started = time.monotonic()
        while engine_file.is_owned(context.home):
            if time.monotonic() - started > _STOP_TIMEOUT_S:
                raise EngineUnreachableError(
                    expected=f"the engine to end within {_STOP_TIMEOUT_S:g} s",
                    found="that it still runs",
                    remedy=f"End process {pid}",
                )
            time.sleep(0.05)
            # another engine that was starting meanwhile may have taken over the home
            running = engine_file.read(context.home)
            if running is not None and running.pid != pid and (next_ := attach(context.home)):
                with Client(next_[0]) as client:
                    client.shutdown()
                pid = next_[1].pid
    if context.output.as_json:
        context.output.value({"stopped": found is not None})
    else:
        context.output.line("Stopped." if found else "No engine runs on this home.")


def _status(context: Context, _: argparse.Namespace) -> None:
    from assistant.client.attach import attach

    context.local_only("engine status")
    found = attach(context.home)
    if found is not None:
        found[0].close()
    _show(context, found[1] if found else None)


def _show(context: Context, health: Health | None) -> None:
    if context.output.as_json:
        context.output.value({"running": health is not None, "health": health})
        return
    if health is None:
        context.output.line("No engine runs on this home.")
        return
    lines = [
        f"{health.state}, process {health.pid}, Replydesk {health.version}",
        f"{health.entries} entries, {health.indexed} of them indexed",
        f"embedding model {health.embedding_model}",
        f"{health.memory_mb:.0f} MB, up for {health.uptime_s:.0f} s",
    ]
    for line in lines:
        context.output.line(line)
    for notice in health.notices:
        remedy = context.typed_here(notice.remedy)
        context.output.line(f"{notice.text} {remedy} [{notice.code}]", style="yellow")
