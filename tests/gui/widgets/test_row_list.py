"""Lists of few rows: what is read, what is heard, and the row for whoever draws it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from assistant.contracts import MessageBody
from gui.inbox.composer.choices import Choice, Choices
from gui.inbox.new_conversation.turns import Turns
from gui.widgets.row_list import ROW


def test_choices_are_read_by_title_and_line() -> None:
    choices = Choices()
    choices.show_rows([Choice("Refund\nnow", "within 5 days", 3)])
    first = choices.index(0)
    assert choices.rowCount() == 1
    assert choices.rowCount(first) == 0
    assert first.data() == first.data(Qt.ItemDataRole.AccessibleTextRole) == "Refund now"
    assert first.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "within 5 days"
    assert first.data(ROW).value == 3
    assert choices.index(1).data() is None


def test_turns_of_one_author_change_their_role_together() -> None:
    turns = Turns()
    said = [("customer", "Anna", "Hi"), ("agent", "Bo", "Hello"), ("customer", "Anna", "Late")]
    turns.show_rows([MessageBody(role=r, author=a, text=t) for r, a, t in said])  # type: ignore[arg-type]  # roles
    turns.set_role(0, "note")
    assert [turns.index(row).data() for row in range(3)] == [
        "Note: Hi", "Agent: Hello", "Note: Late"
    ]  # fmt: skip
