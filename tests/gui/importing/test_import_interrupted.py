"""The engine dies in the middle of an import: the dialog says so, and importing again goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from assistant.contracts import ArticlePage
from assistant.paths import Home
from gui.knowledge.importing import open_import
from gui.knowledge.importing.dialog import ImportDialog
from gui.page import WindowContext
from tests.gui.engines import kill_engine

_ROWS = 1500


def test_an_import_goes_on_after_the_engine_was_killed(
    engine_home: Home, context: WindowContext, settle: Callable[..., None], tmp_path: Path
) -> None:
    file = tmp_path / "bolts.csv"
    rows = [f"Where is bolt {at} of the lamp?,It is in box {at}." for at in range(_ROWS)]
    file.write_text("question,answer\n" + "\n".join(rows))
    parent = QWidget()
    open_import(context, parent, file)
    dialog = parent.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    settle(dialog.go.isEnabled)
    dialog.go.click()
    pages: list[ArticlePage] = []

    def some_are_in() -> bool:
        if not pages:
            context.engine.articles({"limit": 1}, dialog).then(pages.append)
        elif not pages[0].total:
            pages.clear()
        return bool(pages)

    settle(some_are_in)
    assert dialog.running
    kill_engine(engine_home)
    settle(dialog.choosing.isVisible, timeout=120, what="the word about the interruption")
    problem = dialog.choosing.problem()
    assert problem is not None
    assert problem.code == "import.interrupted"
    dialog.choosing.again.emit()
    settle(dialog.go.isEnabled)
    dialog.go.click()
    settle(dialog.outcome.isVisible, timeout=120)
    results = dialog.outcome.result
    assert results is not None
    assert results.unchanged > 0
    assert results.added + results.unchanged == _ROWS
    dialog.reject()
    parent.deleteLater()
