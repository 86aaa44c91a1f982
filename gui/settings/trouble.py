"""Shows why something cannot be displayed: an error, or a missing role."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assistant.contracts import Me, ProblemDetails, Role
from gui.page import Retranslated
from gui.settings.rows import button
from gui.widgets.labels import label
from gui.widgets.problem_card import ProblemCard


class Trouble(Retranslated):
    """A card in place of what cannot be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._heading = label("", "heading", wrap=True)
        self._text = label("", "", wrap=True)
        self._problem = ProblemCard()
        self.again = button()
        card = QFrame()
        card.setProperty("kind", "card")
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.again)
        words = QVBoxLayout(card)
        words.setContentsMargins(16, 14, 16, 14)
        words.addWidget(self._heading)
        words.addWidget(self._text)
        words.addWidget(self._problem)
        words.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.hide()
        self.retranslate()

    def said(self) -> str:
        """Return the text shown."""
        return said_in(self)

    def retranslate(self) -> None:
        self.again.setText(self.tr("Try again"))

    def tell(self, problem: ProblemDetails) -> None:
        """Show a problem."""
        self._heading.setText(self.tr("This cannot be shown now"))
        self._text.hide()
        self._problem.show_problem(problem)
        self.again.show()
        self.show()

    def forbid(self, me: Me, needs: Role) -> None:
        """Show the current role and the one required."""
        self._heading.setText(self.tr("Your role does not allow this"))
        text = self.tr(
            "You are signed in as {name}, with the role {role}; this needs the role {needed}. "
            "Ask an administrator of your server if you should have it."
        )
        roles = role_names()
        self._text.setText(text.format(name=me.name, role=roles[me.role], needed=roles[needs]))
        self._text.show()
        self._problem.show_problem(None)
        self.again.hide()
        self.show()


def said_in(widget: QWidget) -> str:
    """Return the text of all visible labels inside a widget."""
    return "\n".join(
        shown.text() for shown in widget.findChildren(QLabel) if shown.isVisibleTo(widget)
    )


def role_names() -> dict[Role, str]:
    """Display names of the roles."""
    return {
        "agent": QCoreApplication.translate("Roles", "agent"),
        "lead": QCoreApplication.translate("Roles", "team lead"),
        "administrator": QCoreApplication.translate("Roles", "administrator"),
    }
