"""Which API this is: light, so that who looks for an engine need not load the wire types."""

from __future__ import annotations

from typing import Final

API_VERSION: Final = "v1"
