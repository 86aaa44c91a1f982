"""The main window: rail, pages, notices, status bar and everything shared by the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from gui.actions import trail
from gui.engine.link import LinkState
from gui.engine.writer import Writer
from gui.first_run import FirstRun
from gui.notice_bar import NoticeBar
from gui.opened_files import OpenedFiles
from gui.page import Page, WindowContext
from gui.pages import PAGES
from gui.panes import Panes
from gui.rail import Rail
from gui.rights import Rights
from gui.status_bar import StatusBar
from gui.widgets.dropping import DroppedFiles
from gui.window_actions import PALETTE, WindowActions

if TYPE_CHECKING:
    from gui.palette.palette import Palette

_FIRST_SIZE = (1320, 820)
_LEAST_SIZE = (760, 520)


class MainWindow(QMainWindow):
    """The main window of the application.

    Attributes:
        context: The objects shared by the parts of the window.
        pages: The pages by name, in the order of the rail.
        commands: The actions listed in the palette.
        opened_files: Dispatches opened files to the part of the window that handles them.
        hides_on_close: Returns whether closing the window only hides it; set by the tray icon.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self.setWindowTitle("Replydesk")
        self.setMinimumSize(*_LEAST_SIZE)
        self.pages: dict[str, Page] = {
            kind.name: kind(context) for kind in PAGES if kind.name not in context.preferences.off
        }
        self._rights = Rights(context, self)
        self._rail = Rail(list(self.pages.values()))
        self._stack = QStackedWidget()
        for page in self.pages.values():
            self._stack.addWidget(page)
        self._lay_out()
        self._notices = NoticeBar(self._body, lambda: self._page().kept_clear())
        self._status = StatusBar()
        self.setStatusBar(self._status)
        self._writer = Writer(context.engine, context.link, self)
        self.hides_on_close: Callable[[], bool] = lambda: False
        self._quits = False
        self.opened_files = OpenedFiles(self)
        self.commands = WindowActions(self)
        self._palette: Palette | None = None
        self._panes = Panes(self, self._rail)
        self._connect()
        self._restore()

    def go_to(self, name: str) -> Page:
        """Switch to a page, unless the current page has to stay; return the page in view."""
        if self.isVisible():  # opening a page by shortcut or palette also ends the first-run screen
            self._first_run.leave()
        if self._palette is not None and self._palette.isVisible():
            self._palette.close_it(give_back=False)
        now = self._page()
        visible = any(page.name == name for page in self.visible_pages())
        if now.name != name and visible and now.leaving():
            self._stack.setCurrentWidget(self.pages[name])
            trail.append(f"page {name}")
            self.context.preferences.change(page=name)
        page = self._page()
        self._rail.choose(page.name)
        self._notices.fit()
        page.shown()
        return page.itself

    def page_in_view(self) -> str:
        """The name of the page in view."""
        return self._page().name

    def visible_pages(self) -> list[Page]:
        """Return the pages that the current role may see, in the order of the rail."""
        return [page for page in self.pages.values() if self._rights.opens(page)]

    def open_one(self, name: str, id_: int) -> None:
        """Show one item, such as a conversation or an entry, on the page with this name."""
        page = self.go_to(name)
        if page.name == name:
            page.open(id_)

    def open_palette(self) -> None:
        """Open the palette to search pages, actions, conversations and answers."""
        if self._palette is None:
            # imported on first use to keep the start of the window fast
            from gui.palette.palette import Palette

            self._palette = Palette(self.context, self.commands.all, self.open_one, self)
        self._palette.open()

    def bring_forward(self) -> None:
        """Show the window and raise it above others."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def leave_first_run(self) -> None:
        """Leave the first-run screen, because the user has brought data of their own."""
        self._first_run.leave()

    def quit(self) -> None:
        """Quit the program, even if closing the window would only hide it."""
        self._quits = True
        if self.close():
            QApplication.quit()
        self._quits = False

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._page().leaving():
            event.ignore()
            return
        self._notices.settle()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.context.preferences.change(geometry=geometry)
        if self.hides_on_close() and not self._quits:
            event.ignore()
            self.hide()
            return
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._notices.fit()

    def _page(self) -> Page:
        return list(self.pages.values())[self._stack.currentIndex()]

    def _lay_out(self) -> None:
        self._body = QWidget()
        layout = QHBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addWidget(self._stack, 1)
        self._first_run = FirstRun(self.context, (self._rail, self._stack))
        layout.addWidget(self._first_run, 1)
        self.setCentralWidget(self._body)

    def _connect(self) -> None:
        self._rail.chosen.connect(self.go_to)
        self._first_run.left.connect(self.go_to)
        DroppedFiles(self).dropped.connect(self.opened_files.take)
        self.context.notices.told.connect(self._notices.tell)
        self.context.link.changed.connect(self._on_link)
        self._status.retry.connect(self.context.link.retry)
        self._writer.changed.connect(lambda: self._status.show_writer(self._writer.status))
        palette = QShortcut(QKeySequence(PALETTE), self)
        palette.activated.connect(self.open_palette)
        for page in self.pages.values():
            page.elsewhere.connect(self.open_one)
        self._rights.changed.connect(self._on_rights)
        for number in range(1, len(self.pages) + 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda number=number: self._go_to_number(number))

    def _on_link(self, state: LinkState) -> None:
        self._status.show_state(state)
        if state.name == "failed" and state.problem is not None:
            self.context.notices.problem(state.problem)

    def _go_to_number(self, number: int) -> None:
        pages = self.visible_pages()
        if number <= len(pages):
            self.go_to(pages[number - 1].name)

    def _on_rights(self) -> None:
        """Update the rail, and switch to the inbox if the role does not allow the page in view."""
        pages = self.visible_pages()
        self._rail.show_pages(pages)
        if self._page() not in pages:
            self.go_to("inbox")

    def _restore(self) -> None:
        self._rail.show_pages(self.visible_pages())
        remembered = self.context.preferences.now
        self.resize(*_FIRST_SIZE)
        if remembered.geometry:
            self.restoreGeometry(QByteArray.fromBase64(remembered.geometry.encode()))
        self.go_to(remembered.page if remembered.page in self.pages else "inbox")
