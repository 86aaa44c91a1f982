"""All keyboard shortcuts of the window. Settings lists them, and tests check completeness."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from gui.copilot.desktop import ASK_KEYS


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A keyboard shortcut and its description.

    Attributes:
        keys: In Qt's portable notation ("Ctrl+K").
        group: Where it works, in the current language.
        text: What it does, in the current language.
    """

    keys: str
    group: str
    text: str

    @property
    def shown(self) -> str:
        """The keys as displayed on this system."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)


def shortcuts() -> list[Shortcut]:
    """Return all shortcuts, group by group."""
    return [
        *_everywhere(), *_inbox(), *_knowledge(), *_training(), *_groups(), *_pairs(), *_lists(),
    ]  # fmt: skip


def _everywhere() -> list[Shortcut]:
    where = QCoreApplication.translate("Shortcuts", "Everywhere")
    return [
        Shortcut("Ctrl+K", where, QCoreApplication.translate(
            "Shortcuts", "Find a page, a conversation, an entry, or something to do")),
        Shortcut("Ctrl+1", where, QCoreApplication.translate("Shortcuts", "Inbox")),
        Shortcut("Ctrl+2", where, QCoreApplication.translate("Shortcuts", "Knowledge")),
        Shortcut("Ctrl+3", where, QCoreApplication.translate("Shortcuts", "Training, or Settings")),
        Shortcut("Ctrl+4", where, QCoreApplication.translate("Shortcuts", "Settings")),
        Shortcut(ASK_KEYS, where, QCoreApplication.translate(
            "Shortcuts", "Suggest answers for what is in the clipboard")),
        Shortcut("F1", where, QCoreApplication.translate("Shortcuts", "Show the shortcuts")),
        Shortcut("F6", where, QCoreApplication.translate("Shortcuts", "Go to the next pane")),
        Shortcut("Shift+F6", where, QCoreApplication.translate(
            "Shortcuts", "Go to the previous pane")),
        Shortcut("Ctrl+Q", where, QCoreApplication.translate("Shortcuts", "Quit")),
    ]  # fmt: skip


def _inbox() -> list[Shortcut]:
    where = QCoreApplication.translate("Shortcuts", "Inbox")
    return [
        Shortcut("Ctrl+N", where, QCoreApplication.translate("Shortcuts", "New conversation")),
        Shortcut("Ctrl+Shift+V", where, QCoreApplication.translate("Shortcuts", "Paste a chat")),
        Shortcut("Ctrl+F", where, QCoreApplication.translate("Shortcuts", "Search conversations")),
        Shortcut("/", where, QCoreApplication.translate("Shortcuts", "Search conversations")),
        Shortcut("Ctrl+Shift+S", where, QCoreApplication.translate(
            "Shortcuts", "Mark the conversation solved, or open it again")),
        Shortcut("Ctrl+I", where, QCoreApplication.translate("Shortcuts", "The customer's record")),
        Shortcut("Alt+S", where, QCoreApplication.translate(
            "Shortcuts", "Show or hide the suggestions")),
        *_suggestions(where),
    ]  # fmt: skip


def _suggestions(where: str) -> list[Shortcut]:
    take = QCoreApplication.translate("Shortcuts", "Take suggestion {number} into the reply")
    offer = QCoreApplication.translate(
        "Shortcuts", "Offer the sentences of suggestion {number} one by one"
    )
    return [
        *(Shortcut(f"Alt+{n}", where, take.format(number=n)) for n in (1, 2, 3)),
        Shortcut("Alt+0", where, QCoreApplication.translate(
            "Shortcuts", "Take the draft into the reply")),
        Shortcut("Alt+U", where, QCoreApplication.translate(
            "Shortcuts", "Drop the draft's sentences without a source, or put them back")),
        *(Shortcut(f"Alt+Shift+{n}", where, offer.format(number=n)) for n in (1, 2, 3)),
        Shortcut("Alt+Shift+0", where, QCoreApplication.translate(
            "Shortcuts", "Offer the sentences of the draft one by one")),
        Shortcut("Tab", where, QCoreApplication.translate(
            "Shortcuts", "Accept the next sentence, while one is offered")),
        Shortcut("Ctrl+Return", where, QCoreApplication.translate(
            "Shortcuts", "Copy the reply and mark it as sent")),
        Shortcut("Ctrl+Shift+M", where, QCoreApplication.translate("Shortcuts", "Insert a macro")),
        Shortcut("Ctrl+Shift+K", where, QCoreApplication.translate(
            "Shortcuts", "Search the knowledge from the reply")),
    ]  # fmt: skip


def _knowledge() -> list[Shortcut]:
    where = QCoreApplication.translate("Shortcuts", "Knowledge")
    return [
        Shortcut("Ctrl+F", where, QCoreApplication.translate("Shortcuts", "Search entries")),
        Shortcut("/", where, QCoreApplication.translate("Shortcuts", "Search entries")),
        Shortcut("Ctrl+N", where, QCoreApplication.translate("Shortcuts", "New entry")),
        Shortcut("Ctrl+S", where, QCoreApplication.translate("Shortcuts", "Save the entry")),
        Shortcut("Ctrl+D", where, QCoreApplication.translate("Shortcuts", "Copy the entry")),
        Shortcut("Alt+Up", where, QCoreApplication.translate("Shortcuts", "Move a question up")),
        Shortcut("Alt+Down", where, QCoreApplication.translate(
            "Shortcuts", "Move a question down")),
    ]  # fmt: skip


def _training() -> list[Shortcut]:
    where = QCoreApplication.translate("Shortcuts", "Training")
    return [
        Shortcut("Ctrl+O", where, QCoreApplication.translate("Shortcuts", "Add an export")),
        Shortcut("Ctrl+Return", where, QCoreApplication.translate(
            "Shortcuts", "The next step: what the coloured button says")),
        Shortcut("Esc", where, QCoreApplication.translate("Shortcuts", "Back to the overview")),
    ]  # fmt: skip


def _pairs() -> list[Shortcut]:
    where = QCoreApplication.translate("Shortcuts", "Comparing replies blindly")
    return [
        Shortcut("1", where, QCoreApplication.translate("Shortcuts", "The first is better")),
        Shortcut("2", where, QCoreApplication.translate("Shortcuts", "The second is better")),
        Shortcut("=", where, QCoreApplication.translate("Shortcuts", "Both are equally good")),
        Shortcut("Backspace", where, QCoreApplication.translate("Shortcuts", "The previous pair")),
    ]  # fmt: skip


def _groups() -> list[Shortcut]:
    where = QCoreApplication.translate("Shortcuts", "Groups of messages")
    return [
        Shortcut("F2", where, QCoreApplication.translate("Shortcuts", "Name the group")),
        Shortcut("M", where, QCoreApplication.translate("Shortcuts", "Merge what is selected")),
        Shortcut("Del", where, QCoreApplication.translate("Shortcuts", "Leave the group out")),
        Shortcut("Ctrl+Z", where, QCoreApplication.translate(
            "Shortcuts", "Undo the last step")),
    ]  # fmt: skip


def _lists() -> list[Shortcut]:
    where = QCoreApplication.translate("Shortcuts", "Lists and forms")
    return [
        Shortcut("Tab", where, QCoreApplication.translate("Shortcuts", "Go to the next control")),
        Shortcut("Shift+Tab", where, QCoreApplication.translate(
            "Shortcuts", "Go to the previous control")),
        Shortcut("Ctrl+Tab", where, QCoreApplication.translate("Shortcuts", "The next tab")),
        Shortcut("Ctrl+Shift+Tab", where, QCoreApplication.translate(
            "Shortcuts", "The previous tab")),
        Shortcut("Esc", where, QCoreApplication.translate(
            "Shortcuts", "Stop a draft; close what lies over the page; dismiss what is offered")),
        Shortcut("Up", where, QCoreApplication.translate("Shortcuts", "The previous row")),
        Shortcut("Down", where, QCoreApplication.translate("Shortcuts", "The next row")),
        Shortcut("Home", where, QCoreApplication.translate("Shortcuts", "The first row")),
        Shortcut("End", where, QCoreApplication.translate("Shortcuts", "The last row")),
        Shortcut("Space", where, QCoreApplication.translate(
            "Shortcuts", "Turn what has the focus on or off")),
    ]  # fmt: skip
