"""Orders test files by duration, so that a long one does not start when all others are done.

Files are given to the workers in the order of collection. If the list is outdated, only some time
is lost at the end of a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import pytest

_LONGEST = (
    "retrieval/test_search_quality.py",
    "end_to_end/test_engine_and_store.py",
    "training/classify/test_bars.py",
    "end_to_end/test_manners.py",
    "gui/importing/test_import_dialog.py",
    "end_to_end/test_window.py",
    "faults/test_many_at_once.py",
    "assistant/api/test_any_request.py",
    "training/replies/test_runs.py",
    "training/runs/test_supervising.py",
    "gui/test_accessible.py",
    "end_to_end/test_knowledge_in_answer_out.py",
    "assistant/test_server.py",
    "gui/first_run/test_first_run.py",
    "faults/test_kills.py",
    "gui/engine/test_link.py",
)


def longest_first(items: Sequence[pytest.Item], root: PurePath) -> list[pytest.Item]:
    """Move the tests of the longest files to the front; the order within files is unchanged."""
    places = {root / name: place for place, name in enumerate(_LONGEST)}
    return sorted(items, key=lambda item: places.get(item.path, len(places)))
