"""200,000 signals and model updates: nothing grows, nothing crashes."""

from __future__ import annotations

import gc

import psutil
import pytest
from PySide6.QtCore import QModelIndex, QObject, QStringListModel, Signal
from PySide6.QtWidgets import QApplication, QListView

from gui.engine.link import LinkState
from tests.gui.event_loop import turn

_COUNT = 200_000
_ROUNDS = 4
_MOST_GROWTH_MB = 8.0

pytestmark = pytest.mark.soak


class Sender(QObject):
    told = Signal(object)
    counted = Signal(int, bytes)


def memory_mb() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 2**20


@pytest.mark.usefixtures("application")
def test_signals_of_every_kind_neither_grow_nor_crash() -> None:
    sender, heard = Sender(), [0]
    values = (True, False, None, LinkState("ready"), frozenset({"articles"}), {"a": 1}, "text")

    def hear(*_: object) -> None:
        heard[0] += 1

    sender.told.connect(hear)
    sender.counted.connect(hear)
    before = 0.0
    for _ in range(_ROUNDS):
        for count in range(_COUNT // _ROUNDS // 2):
            sender.told.emit(values[count % len(values)])
            sender.counted.emit(count, b"data")
        before = before or memory_mb()  # what the first round took stays
    assert heard[0] == _COUNT
    assert memory_mb() - before < _MOST_GROWTH_MB
    sender.deleteLater()


def test_updates_of_a_model_that_is_shown_do_not_grow(application: QApplication) -> None:
    model = QStringListModel(["row"] * 1000)
    view = QListView()
    view.setModel(model)
    view.show()
    before = 0.0
    for count in range(_COUNT):
        index = model.index(count % 1000, 0, QModelIndex())
        model.setData(index, f"row {count}")
        if count % 500 == 0:
            turn()
        if count == _COUNT // _ROUNDS:
            before = memory_mb()
    assert memory_mb() - before < _MOST_GROWTH_MB
    view.deleteLater()
    model.deleteLater()
