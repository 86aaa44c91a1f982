"""Icons that outlive, and go with, whatever keeps them."""

from __future__ import annotations

import gc

from gui.look.icons import icon
from tests.gui.conftest import Looks


class Keeper:
    """Only the collector of cycles frees it."""

    def __init__(self, kept: object) -> None:
        self.me = self
        self.kept = kept


def test_icons_that_the_collector_frees_are_freed_once(looks: Looks) -> None:
    gc.collect()
    gc.disable()  # so that it meets the icon before its keeper, the order that was fatal
    try:
        for _ in range(20):
            Keeper(icon("plus"))
        assert gc.collect() >= 20
    finally:
        gc.enable()
