"""Names that engine and clients share, usable without importing the contract types."""

from __future__ import annotations

from typing import Final

DEMO_SOURCE: Final = "demo"
"""Name of the source under which all demo data is imported."""
