"""Base class of the settings sections."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.engine.call import Call
from gui.page import Retranslated, WindowContext
from gui.settings.trouble import Trouble, said_in
from gui.widgets.busy import Busy
from gui.widgets.labels import label

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails, Role

_WIDEST_TABLE = 1_160
_FORBIDDEN = 403


class Section(Retranslated):
    """A title, an introduction and the content.

    Data of the engine is loaded by `read` when the section comes into view, when the engine came
    back, and when data of its `topics` changed. If it cannot be loaded, the reason is shown
    instead.

    Attributes:
        topics: Topics whose changes reload the section.
        needs: The role required to read it.
        scrolls: Whether the content is a scrolling form rather than a table that fills the page.
        widest: Maximum width of a scrolling form in pixels, because long lines are hard to read.
    """

    topics: ClassVar[frozenset[str]] = frozenset()
    needs: ClassVar[Role] = "agent"
    scrolls: ClassVar[bool] = True
    widest: ClassVar[int] = 760

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self._stale = True
        self._title = label("", "title")
        self._intro = label("", "muted", wrap=True)
        self.busy = Busy()
        self.trouble = Trouble()
        self.trouble.again.clicked.connect(self.refresh)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(20 if self.scrolls else 10)
        self._lay_out()
        context.link.attached.connect(self._on_attached)
        context.link.data_changed.connect(self._on_data)

    # ------------------------------------------------------------ for subclasses

    def head(self, title: str, intro: str) -> None:
        """Set the texts at the top."""
        self._title.setText(title)
        self._intro.setText(intro)
        self.setAccessibleName(title)

    def read(self) -> None:
        """Request the data to show."""

    def ask(self, call: Call, then: Callable[[Any], object]) -> None:
        """Load data without which the section has nothing to show."""
        self.busy.watch(call, self.tr("Reading…"), cancellable=False)

        def came(value: Any) -> None:
            self.trouble.hide()
            self.content.show()
            then(value)

        call.then(came, self._on_trouble)

    def do(
        self,
        call: Call,
        text: str,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Any], object] | None = None,
    ) -> None:
        """Send a change; errors are shown as a notice, unless `failed` handles them."""
        self.busy.watch(call, text, cancellable=False)
        call.then(done or (lambda _: None), failed or self.context.notices.problem)

    def may_leave(self) -> bool:
        """Return whether the section may be left; one with unsaved work asks the user first."""
        return True

    def said(self) -> str:
        """Return all visible texts, for tests and screen readers."""
        return said_in(self)

    # ------------------------------------------------------------ loading

    def refresh(self) -> None:
        """Reload the data as soon as the section is visible."""
        self._stale = True
        if self.isVisible():
            self.shown()

    def shown(self) -> None:
        """Called when the section comes into view."""
        if self._stale and self.context.link.state.usable:
            self._stale = False
            self.read()

    def _on_attached(self) -> None:
        self.refresh()

    def _on_data(self, topics: frozenset[str]) -> None:
        if self.topics & topics or ("*" in topics and self.topics):
            self.refresh()

    # ------------------------------------------------------------ errors

    def _on_trouble(self, problem: ProblemDetails) -> None:
        self.content.hide()
        if problem.status == _FORBIDDEN:
            self.context.engine.me(self).then(
                lambda me: self.trouble.forbid(me, self.needs), self.trouble.tell
            )
        else:
            self.trouble.tell(problem)

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(self.widest if self.scrolls else _WIDEST_TABLE)
        words = QVBoxLayout(column)
        words.setContentsMargins(24, 18, 24, 20)
        words.setSpacing(6)
        words.addWidget(self._title)
        words.addWidget(self._intro)
        words.addWidget(self.busy)
        words.addSpacing(8)
        words.addWidget(self.trouble)
        words.addWidget(self.content, 0 if self.scrolls else 1)
        if self.scrolls:
            words.addStretch()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_scrolling(column) if self.scrolls else column, 1)
        outer.addStretch(0)


def _scrolling(column: QWidget) -> QScrollArea:
    inner = QWidget()
    line = QHBoxLayout(inner)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(column, 1)
    line.addStretch(0)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
