"""Labels. All of them show plain text: customer text is never interpreted as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """Create a label of a style sheet kind (`title`, `heading`, `strong`, `muted`, `small` …)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def chip(text: str = "", colour: str = "neutral") -> QLabel:
    """Create a chip with a coloured background: `accent`, `good`, `warn`, `bad` or `neutral`."""
    made = label(text)
    made.setProperty("chip", colour)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property used in the style sheet, and apply the style again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Elided(QLabel):
    """A single line, truncated with an ellipsis; its tooltip shows the whole text."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if kind:
            self.setProperty("kind", kind)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(plain_tip(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        area = self.contentsRect()
        line = self.text().replace("\n", " ")
        shown = QFontMetrics(self.font()).elidedText(
            line, Qt.TextElideMode.ElideRight, area.width()
        )
        self.style().drawItemText(
            painter, area, int(self.alignment().value), self.palette(), self.isEnabled(), shown,
            QPalette.ColorRole.WindowText,
        )  # fmt: skip


def plain_tip(text: str) -> str:
    """Return a text for a tooltip, safe from being interpreted as HTML."""
    safe = text[:2_000].replace("&", "&amp;").replace("<", "&lt;")
    return f"<p>{safe}</p>" if safe else ""
