"""Notifies the user of faults of the window and offers the report."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.crash_report import Faults
from gui.main_window import MainWindow
from gui.notices import Notice


class FaultNotices(QObject):
    """Connects the fault handler to the notices; a child of the window."""

    def __init__(self, faults: Faults, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        faults.happened.connect(self._on_fault)
        if faults.before:
            self._tell(
                self.tr(
                    "The window crashed last time. What you had typed is in its conversation; "
                    "what went wrong was written down."
                ),
                faults.before,
            )

    def _on_fault(self, report: str) -> None:
        self._tell(
            self.tr(
                "Something in the window did not work as it should. It is our fault, not yours. "
                "The window keeps running; try again, or do it another way."
            ),
            report,
        )

    def _tell(self, text: str, report: str) -> None:
        self._window.context.notices.told.emit(
            Notice(
                text=text, tone="bad", stays_ms=0, code="window.fault",
                action=self.tr("Show the report"), act=lambda: self._show(report),
            )
        )  # fmt: skip

    def _show(self, report: str) -> None:
        from gui.report_dialog import ReportDialog  # imported here because it is rarely needed

        ReportDialog(report, self._window).show()
