"""Chinese is drawn in the forms of Simplified Chinese."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase, QTextLayout
from PySide6.QtWidgets import QApplication


def test_chinese_is_drawn_in_simplified_forms(application: QApplication) -> None:
    if "Noto Sans CJK SC" not in QFontDatabase.families():
        pytest.skip("Noto Sans CJK is not installed here")
    layout = QTextLayout("直骨角", application.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert {run.rawFont().familyName() for run in layout.glyphRuns()} == {"Noto Sans CJK SC"}
