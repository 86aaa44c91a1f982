"""The API version, usable without importing the contract types."""

from __future__ import annotations

from typing import Final

API_VERSION: Final = "v1"
