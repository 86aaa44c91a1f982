"""Replydesk: picks the role of this process and composes it.

Every import stands inside a function: child processes re-import this file, and each role loads
its own native libraries and no others.
"""

from __future__ import annotations

import sys

_CANCELLED = 130
"""128 + SIGINT, as shells have it."""


def main(arguments: list[str] | None = None) -> int:
    """Run the role named by the first argument; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        # the window's children: neither window nor command
        if given[:1] == ["watch-clipboard"] and len(given) == 2:
            from gui.copilot.watching import watch

            return watch(given[1])
        if given[:1] == ["check-spelling"] and len(given) == 2:
            from gui.spelling.checking import check

            return check(given[1])
        from assistant.cli.commands import run
        from gui.opening import open_window

        return run(given, open_window=open_window)
    except KeyboardInterrupt:  # while it is being loaded; `run` tells all others
        return _CANCELLED


if __name__ == "__main__":
    sys.exit(main())
