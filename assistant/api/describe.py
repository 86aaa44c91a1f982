"""`python -m assistant.api.describe`: the table of routes, as docs/api.md shows it."""

from __future__ import annotations

import sys

from assistant.api.app import routes
from assistant.api.description import table

if __name__ == "__main__":
    sys.stdout.write(table(routes()) + "\n")
