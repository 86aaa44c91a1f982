"""The built-in embedding model, as in the tests of the search."""

from __future__ import annotations

from tests.retrieval.conftest import shipped_embedder

__all__ = ["shipped_embedder"]
