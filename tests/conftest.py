"""Fixtures for every test: the public data, and folders that are never the user's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data beside the checkout; its tests skip where it is absent."""
    folder = Path(os.environ.get("REPLYDESK_DATA") or PROJECT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the public data is not beside this checkout (set REPLYDESK_DATA)")
    return folder
