"""Texts for all states in which the pane shows no card."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.engine.wording import told_here
from gui.inbox.suggestions.state_panel import State
from gui.notices import told

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails


class States(QObject):
    """One method per state; `act` is called when its button is clicked."""

    def nothing_asked(self) -> State:
        """No conversation is selected."""
        return State(
            headline=self.tr("Answers appear here"),
            text=self.tr(
                "As soon as a customer has written, what your knowledge base says about it is "
                "shown here, each answer with its source.\n\n"
                "Alt+1 to Alt+3 put one into the reply."
            ),
            icon="book-open",
        )

    def looking(self) -> State:
        """The answer takes noticeably long."""
        return State(headline=self.tr("Looking…"))

    def slow(self, act: Callable[[], None]) -> State:
        """The answer takes very long."""
        return State(
            headline=self.tr("Still looking…"),
            text=self.tr("This takes longer than it should. The engine may be busy importing."),
            action=self.tr("Stop"),
            act=act,
        )

    def stopped(self, act: Callable[[], None]) -> State:
        """The user cancelled the request."""
        return State(headline=self.tr("Stopped"), action=self.tr("Look again"), act=act)

    def away(self) -> State:
        """The engine is starting or restarting."""
        return State(
            headline=self.tr("The engine cannot be reached at the moment"),
            text=self.tr("Suggestions appear by themselves as soon as it answers."),
            icon="power",
        )

    def failed(self, problem: ProblemDetails, act: Callable[[], None]) -> State:
        """The request failed; says what to do."""
        text = told(problem)
        if problem.expected and problem.found:
            said = told_here(problem)
            text = self.tr("Expected: {expected}.\nFound: {found}.\n\n{remedy}").format(
                expected=said.expected, found=said.found, remedy=said.remedy
            )
        return State(
            headline=self.tr("No suggestions this time"),
            text=text,
            icon="circle-alert",
            action=self.tr("Try again"),
            act=act,
            code=problem.code,
        )

    def abstained(self, act: Callable[[], None]) -> State:
        """The knowledge base has no answer, and none is made up."""
        return State(
            headline=self.tr("Nothing in the knowledge base answers this"),
            text=self.tr("Write the answer once, and it is here the next time somebody asks."),
            icon="search",
            action=self.tr("Write the answer once"),
            act=act,
            main=True,
        )
