"""Prints the table of routes for docs/api.md: `python docs/routes.py`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if __name__ == "__main__":
    from assistant.api.app import routes
    from assistant.api.openapi_description import table
    from main import extension

    sys.stdout.write(table(routes(further=extension().routers())) + "\n")
