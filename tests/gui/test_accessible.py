"""Everything can be named, reached by Tab, seen to have the focus, and read: on every page."""

from __future__ import annotations

from collections import Counter

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollBar, QWidget

from gui.main_window import MainWindow
from tests.gui.contrast import TEXT, contrast
from tests.gui.event_loop import turn
from tests.gui.tour import tour

_DENSITY = 3
_LEAST_PIXELS = 6
"""Of one colour: fewer are the blur between two."""


def controls(place: QWidget) -> list[QWidget]:
    """What takes the focus and can be seen; parts of Qt's own controls are not for us to name."""
    return [
        widget
        for widget in place.findChildren(QWidget)
        if widget.isVisibleTo(place)
        and widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget, (QScrollBar, QLabel))
    ]


def named(widget: QWidget) -> str:
    parents, parent = [], widget.parentWidget()
    while parent is not None and len(parents) < 3:
        parents.append(type(parent).__name__)
        parent = parent.parentWidget()
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {text!r} in {' in '.join(parents)}"


def test_every_control_has_a_name_a_way_by_tab_and_a_visible_focus(
    demo_window: MainWindow,
) -> None:
    nameless, out_of_reach, invisible = set(), set(), set()
    demo_window.resize(1500, 950)
    for place, widget in tour(demo_window):
        for control in controls(widget):
            if not shiboken6.isValid(control):  # the place has changed meanwhile
                continue
            interface = QAccessible.queryAccessibleInterface(control)
            if interface is None or not interface.text(QAccessible.Text.Name).strip():
                nameless.add(f"{place}: {named(control)}")
            if not by_tab(control):
                out_of_reach.add(f"{place}: {named(control)}")
            if not shows_focus(control):
                invisible.add(f"{place}: {named(control)}")
    assert not nameless, "setAccessibleName is missing: " + "\n".join(sorted(nameless))
    assert not out_of_reach, "no Tab leads there: " + "\n".join(sorted(out_of_reach))
    assert not invisible, "the focus cannot be seen: " + "\n".join(sorted(invisible))


def by_tab(control: QWidget) -> bool:
    """Whether Tab leads there; of choices that exclude each other to the chosen one, the arrow
    keys lead on from it."""
    if isinstance(control, QAbstractButton) and not control.isChecked():
        group = control.group()
        if control.autoExclusive() or (group is not None and group.exclusive()):
            return True
    return bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)


def shows_focus(control: QWidget) -> bool:
    """Whether it looks otherwise while it has the focus; the window must be the active one."""
    control.window().activateWindow()
    control.clearFocus()
    turn()
    before = control.grab().toImage()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    turn()
    if not control.hasFocus():  # it hands the focus on
        return True
    return before != control.grab().toImage()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read(demo_window: MainWindow, theme: str) -> None:
    demo_window.context.theme.choose("dark" if theme == "dark" else "light")
    faint = set()
    try:
        for place, widget in tour(demo_window):
            window = widget.window()
            picture = enlarged(window)
            for text in widget.findChildren(QWidget):
                if isinstance(text, (QLabel, QAbstractButton)) and _said(text):
                    rect = QRect(text.mapTo(window, QPoint(0, 0)), text.size())
                    found = _strongest(picture, rect & window.rect())
                    if found is not None and found < TEXT:
                        faint.add(f"{place}: {_said(text)!r} {found:.1f}")
    finally:
        demo_window.context.theme.choose("light")
    assert sorted(faint) == []


def enlarged(window: QWidget) -> QImage:
    """The window as on a screen of three times the density: strokes are wider than their blur."""
    picture = QImage(window.size() * _DENSITY, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_DENSITY)
    window.render(picture)
    return picture


def _said(widget: QLabel | QAbstractButton) -> str:
    seen = not widget.visibleRegion().isEmpty() and widget.isEnabled()
    covered = widget.visibleRegion().boundingRect() != widget.rect()
    return widget.text().strip() if seen and not covered else ""


def _strongest(picture: QImage, rect: QRect) -> float | None:
    """The contrast of a text with its ground: the commonest colour with the one farthest off."""
    part = picture.copy(QRect(rect.topLeft() * _DENSITY, rect.size() * _DENSITY))
    pixels = bytes(part.constBits())
    colours = Counter(memoryview(pixels).cast("I"))
    (ground, _), *_ = colours.most_common(1)
    inks = [colour for colour, count in colours.items() if count >= _LEAST_PIXELS]
    found = [contrast(QColor.fromRgb(ink), QColor.fromRgb(ground)) for ink in inks]
    return max(found) if len(found) > 1 else None
