"""Erasing a customer: list the data, confirm by typing, show what was removed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from assistant.contracts import EraseReport, EraseRequest, ProblemDetails
from gui.page import WindowContext
from gui.settings.rows import Row, button
from gui.widgets.busy import Busy
from gui.widgets.labels import label, restyle
from gui.widgets.problem_card import ProblemCard


class ErasureRow(Row):
    """Nothing is removed before the data was listed and the customer was typed a second time."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._person = ""
        self._report: EraseReport | None = None
        self.customer, self.again = QLineEdit(), QLineEdit()
        self.look, self.erase = button(), button("danger")
        self._busy = Busy()
        self.outcome = label("", "", wrap=True)
        self.problem = ProblemCard()
        self._confirm_text = label("", "muted", wrap=True)
        self._asking, self._confirm = _line(self.customer, self.look), _line(self.again, self.erase)
        for widget in (
            self._asking, self._busy, self.outcome, self.problem, self._confirm_text,
            self._confirm,
        ):  # fmt: skip
            self.below.addWidget(widget)
        self._connect()
        self.forget()
        self.retranslate()

    def retranslate(self) -> None:
        self.say(
            self.tr("Erase a customer"),
            self.tr("By name, mail address, phone or customer number. They go from conversations, "
                    "articles and their history, feedback, what is kept for training, and every "
                    "backup. First you see what would go."),
        )  # fmt: skip
        self.customer.setPlaceholderText(self.tr("Name, mail address or number"))
        self.customer.setAccessibleName(self.tr("Customer to erase"))
        self.look.setText(self.tr("Look"))
        self.erase.setText(self.tr("Erase for good"))
        self.again.setAccessibleName(self.tr("The same again, to confirm"))
        self._confirm_text.setText(
            self.tr("This cannot be undone, not even from a backup. Type the same again.")
        )
        if self._report is not None:
            self._tell_report(self._report)

    def forget(self) -> None:
        """Reset to the first step."""
        self._person, self._report = "", None
        self.again.clear()
        self.problem.show_problem(None)
        for widget in (self.outcome, self._confirm_text, self._confirm):
            widget.hide()

    def _look(self) -> None:
        person = self.customer.text().strip()
        if not person:
            self.customer.setFocus()
            return
        self.forget()
        self._person = person
        request = EraseRequest(customer=person, dry_run=True)
        call = self._context.engine.erase(request, self)
        self._busy.watch(call, self.tr("Searching everywhere…"))
        call.then(self._tell_report, self._refused)

    def _erase(self) -> None:
        if not self._confirmed():
            return
        request = EraseRequest(customer=self._person, dry_run=False)
        self.erase.setEnabled(False)
        call = self._context.engine.erase(request, self)
        self._busy.watch(call, self.tr("Erasing, from every backup too…"), cancellable=False)
        call.then(self._tell_report, self._refused)

    def _tell_report(self, report: EraseReport) -> None:
        self._report = report
        counts = "\n".join(counted(report)) or self.tr("Nothing.")
        heading = self.tr("Would be removed:") if report.dry_run else self.tr("Removed:")
        self.outcome.setText(f"{heading}\n{counts}")
        restyle(self.outcome, "kind", "" if report.dry_run else "good")
        self.outcome.show()
        self._confirm_text.setVisible(report.dry_run)
        self._confirm.setVisible(report.dry_run)
        if report.dry_run:
            self.again.setFocus()
        else:
            self.customer.clear()
            self.outcome.show()

    def _refused(self, problem: ProblemDetails) -> None:
        self.forget()
        self.problem.show_problem(problem)

    def _confirmed(self) -> bool:
        return bool(self._person) and self.again.text().strip() == self._person

    def _on_typed(self) -> None:
        if self._report is not None and self.customer.text().strip() not in ("", self._person):
            self.forget()
        self.erase.setEnabled(self._confirmed())

    def _connect(self) -> None:
        self.customer.textChanged.connect(lambda _: self._on_typed())
        self.again.textChanged.connect(lambda _: self._on_typed())
        self.customer.returnPressed.connect(self._look)
        self.look.clicked.connect(self._look)
        self.erase.clicked.connect(self._erase)
        self.erase.setEnabled(False)


def counted(report: EraseReport) -> list[str]:
    """Return one line per kind of data found."""
    kinds = {
        QCoreApplication.translate("Erasure", "customers: {count}"): report.customers,
        QCoreApplication.translate("Erasure", "addresses and numbers: {count}"): report.identifiers,
        QCoreApplication.translate("Erasure", "conversations: {count}"): report.conversations,
        QCoreApplication.translate("Erasure", "messages: {count}"): report.messages,
        QCoreApplication.translate("Erasure", "conversations kept for training: {count}"): (
            report.transcripts
        ),
        QCoreApplication.translate("Erasure", "solved replies: {count}"): report.solved_replies,
        QCoreApplication.translate("Erasure", "feedback: {count}"): report.feedback,
        QCoreApplication.translate("Erasure", "mentions in other texts: {count}"): report.mentions,
        QCoreApplication.translate("Erasure", "backups rewritten: {count}"): (
            report.backups_rewritten
        ),
        QCoreApplication.translate("Erasure", "backups removed: {count}"): report.backups_removed,
    }
    number = QLocale().toString
    lines = [text.format(count=number(count)) for text, count in kinds.items() if count]
    taught = QCoreApplication.translate("Erasure", "a model that learnt from them: {model}")
    return lines + [taught.format(model=model) for model in report.models_to_retrain]


def _line(field: QLineEdit, action: QWidget) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(field, 1)
    line.addWidget(action)
    return made
