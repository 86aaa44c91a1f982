"""Entry point of the child process that reads imported files: knowledge and conversations."""

from __future__ import annotations

import sys


def main() -> int:
    """Read one file for `assistant.transcripts.read_file`."""
    from assistant.transcripts.generic.parsing import parse
    from assistant.transcripts.wire import encode
    from retrieval.documents.worker import serve

    return serve(parse, encode)


if __name__ == "__main__":
    sys.exit(main())
