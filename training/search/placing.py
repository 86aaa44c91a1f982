"""Where trained embedding models stand in a home."""

from __future__ import annotations

from pathlib import Path

from assistant.paths import Home


def embeddings(home: Home) -> Path:
    """The folder of all of them; each is a folder named by its run."""
    return home.root / "embeddings"
