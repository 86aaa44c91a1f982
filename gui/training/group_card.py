"""Details of one message group (name, characteristic words, messages), or of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.settings.rows import button
from gui.training import words
from gui.widgets.flow import Flow
from gui.widgets.labels import chip, label
from gui.widgets.presentable import presentable

if TYPE_CHECKING:
    from assistant.contracts.groups import GroupMessages, MessageGroup

_LONGEST_NAME: Final = 200
_LEAST_HEIGHT: Final = 120
"""Minimum height of the list of messages, in pixels."""
_CLEAR: Final = 0.97
"""At this purity or above, a similar group is not mentioned."""


class GroupCard(Retranslated):
    """Shows the selected groups.

    Attributes:
        name: Input for the name; Enter saves it.
        drop, merge: Buttons for all selected groups.
        join: Button that merges the group with the one most similar to it.

    Signals:
        named: The name entered.
    """

    named = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._chosen: list[MessageGroup] = []
        self._near: MessageGroup | None = None
        self._total = 0
        self.title, self._figures = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.setMinimumHeight(self.name.sizeHint().height())
        self._words = QWidget()
        self._flow = Flow(self._words)
        self._close = label("", "muted", wrap=True)
        self.join, self.merge, self.drop = button("link"), button(), button("danger")
        self._says = label("", "heading")
        self.messages = _Messages()
        self._lay_out()
        self.name.returnPressed.connect(lambda: self.named.emit(self.name.text().strip()))
        self.retranslate()

    def show_groups(self, chosen: Sequence[MessageGroup], near: MessageGroup | None) -> None:
        """Show these groups.

        Args:
            chosen: The selected groups, possibly none or several.
            near: For a single group, the group that its ambiguous messages would fit as well.
        """
        before = self._chosen[0].id if len(self._chosen) == 1 else 0
        self._chosen, self._near = list(chosen), near
        one = self._chosen[0] if len(self._chosen) == 1 else None
        if one is None or one.id != before:
            self.messages.show_texts([])
            self._total = 0
        if one is not None and (one.id != before or not self.name.hasFocus()):
            self.name.setText(one.name if one.named else "")
        self.retranslate()

    def show_messages(self, page: GroupMessages) -> None:
        """Show messages of the selected group."""
        self._total = page.total
        self.messages.show_texts(page.items)
        self.retranslate()

    def retranslate(self) -> None:
        one = self._chosen[0] if len(self._chosen) == 1 else None
        several = len(self._chosen) > 1
        for part in (self.name, self._words, self._says, self.messages):
            part.setVisible(one is not None)
        unclear = one is not None and self._near is not None and one.purity < _CLEAR
        self._close.setVisible(unclear)
        self.join.setVisible(unclear)
        self.merge.setVisible(several)
        self.drop.setVisible(bool(self._chosen))
        self._show_words(one)
        self.name.setAccessibleName(self.tr("Name of the group"))
        self.messages.setAccessibleName(self.tr("Messages of the group"))
        self.drop.setText(self.tr("Drop"))
        self.drop.setToolTip(self.tr("Nothing is learnt from its messages (Del)"))
        self.merge.setText(self.tr("Merge"))
        self.merge.setToolTip(self.tr("They become one group (M)"))
        self.join.setText(self.tr("Merge the two"))
        if one is not None:
            self._say_one(one)
        elif several:
            self._say_several()
        else:
            self.title.setText(self.tr("Choose a group"))
            self._figures.setText("")

    def _say_one(self, one: MessageGroup) -> None:
        self.title.setText(self.tr("Name"))
        self.name.setPlaceholderText(presentable(one.name))
        self._figures.setText(
            self.tr("Messages: {count}. Clearly in this group and no other: {share}.").format(
                count=words.number(one.messages), share=words.share(one.purity)
            )
        )
        if self._near is not None:
            self._close.setText(
                self.tr("The others could just as well be in “{name}”.").format(
                    name=presentable(self._near.name)
                )
            )
        shown = len(self.messages.texts())
        self._says.setText(
            self.tr("What they say · {shown} of {count}").format(
                shown=words.number(shown), count=words.number(self._total)
            )
            if shown
            else self.tr("What they say")
        )

    def _say_several(self) -> None:
        count = sum(one.messages for one in self._chosen)
        self.title.setText(
            self.tr("Groups chosen: {count}").format(count=words.number(len(self._chosen)))
        )
        self._figures.setText(
            self.tr("{names}. Messages together: {count}.").format(
                names=words.listed(presentable(one.name) for one in self._chosen),
                count=words.number(count),
            )
        )

    def _show_words(self, one: MessageGroup | None) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for word in one.words if one is not None else []:
            self._flow.addWidget(chip(presentable(word), "neutral"))

    def _lay_out(self) -> None:
        for deed, sign in ((self.merge, "merge"), (self.drop, "trash-2")):
            deed.setIcon(icon(sign, "muted" if deed is self.merge else "bad"))
            deed.setIconSize(BESIDE_TEXT)
        card = QFrame()
        card.setProperty("kind", "card")
        inner, area = QWidget(), QScrollArea()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 4)
        column.setSpacing(8)
        near = QHBoxLayout()
        near.addWidget(self._close, 1)
        near.addWidget(self.join)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.addWidget(self.merge)
        foot.addStretch()
        foot.addWidget(self.drop)
        for part in (self.title, self.name, self._words, self._figures):
            column.addWidget(part)
        column.addLayout(near)
        column.addWidget(self._says)
        column.addWidget(self.messages, 1)
        column.addStretch(0)
        self.messages.setMinimumHeight(_LEAST_HEIGHT)
        area.setWidget(inner)
        area.setWidgetResizable(True)  # scrolls in a low window instead of squeezing its content
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(card)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)


class _Messages(QListView):
    """List of plain texts with word wrap."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = QStringListModel(self)
        self.setModel(self._texts)
        self.setWordWrap(True)
        self.setSpacing(5)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def texts(self) -> list[Any]:
        """Return the texts shown."""
        return list(self._texts.stringList())

    def show_texts(self, texts: Sequence[str]) -> None:
        """Replace the texts."""
        self._texts.setStringList([" ".join(presentable(text).split()) for text in texts])
        self.scrollToTop()
