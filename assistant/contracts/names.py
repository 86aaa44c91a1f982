"""Names that both sides of the wire know; light, so that they cost nobody the wire types."""

from __future__ import annotations

from typing import Final

DEMO_SOURCE: Final = "demo"
"""The name of the source that all of the demo goes in as."""
