"""Entry point of the child process that reads exports of conversations."""

from __future__ import annotations

import sys


def main() -> int:
    """Read one export for `assistant.transcripts.reading.read_export`."""
    from assistant.transcripts.exporting import export_events
    from assistant.transcripts.wire import encode
    from retrieval.documents.worker import serve

    return serve(export_events, encode)


if __name__ == "__main__":
    sys.exit(main())
