"""`serve`: runs the engine for a team, on a company machine."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.context import Context

if TYPE_CHECKING:
    from assistant.engine_file import Running
    from assistant.server import Public


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8443, help="(8443)")
    parser.add_argument("--cert", type=Path, help="PEM certificate, for TLS")
    parser.add_argument("--key", type=Path, help="its PEM key")
    parser.add_argument(
        "--name", action="append", default=[], help="a further host name clients use"
    )
    parser.add_argument(
        "--insecure", action="store_true",
        help="listen beyond this machine without TLS (behind a proxy that has it)",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    from assistant import server

    context.local_only("serve")
    public = server.Public(
        host=options.host, port=options.port, certificate=options.cert, key=options.key,
        insecure=options.insecure, names=tuple(options.name),
    )  # fmt: skip

    def announce(_: Running, listening: Public | None) -> None:
        scheme = "https" if options.cert else "http"
        where = listening or public
        context.output.note(f"Serving {context.home.root} at {scheme}://{where.host}:{where.port}")
        context.output.note("Give people a token with: replydesk actors add NAME --role agent")

    return server.serve(context.home, extension=context.extension, public=public, announce=announce)
