"""The embedding model that ships, as the search's tests have it."""

from __future__ import annotations

from tests.retrieval.conftest import shipped_embedder

__all__ = ["shipped_embedder"]
