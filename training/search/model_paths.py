"""The location of trained embedding models in a home."""

from __future__ import annotations

from pathlib import Path

from assistant.paths import Home


def tuned_models(home: Home) -> Path:
    """The folder of all trained embedding models; each is a subfolder named after its run."""
    return home.root / "embeddings"
