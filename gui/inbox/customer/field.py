"""Input for the customer of a new conversation, with existing customers of that name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout

from assistant.contracts import Customer, CustomerBody, CustomerPage, ProblemDetails
from gui.engine.call import Call
from gui.page import Retranslated, WindowContext
from gui.widgets.presentable import one_line

_DEBOUNCE_MS: Final = 150
_MOST: Final = 20
_LONGEST: Final = 500


class CustomerField(Retranslated):
    """A name field and, if the name exists already, a choice of which customer is meant."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._call: Call | None = None
        self._found: list[Customer] = []
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self._which = QComboBox()
        self._which.hide()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_DEBOUNCE_MS)
        self._typing.timeout.connect(self._look)
        self.name.textChanged.connect(lambda _: self._typing.start())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.name)
        layout.addWidget(self._which)
        self.retranslate()

    def resolve(
        self, then: Callable[[int | None], object], failed: Callable[[ProblemDetails], object]
    ) -> None:
        """Pass the customer's id to `then`, creating a new customer if necessary; None without a
        name."""
        name = self.name.text().strip()
        chosen = self._which.currentData() if self._which.isVisible() else None
        if not name:
            then(None)
        elif isinstance(chosen, int):
            then(chosen)
        else:
            body = CustomerBody(name=name)
            self._context.engine.create_customer(body, self).then(
                lambda customer: then(customer.id), failed
            )

    def retranslate(self) -> None:
        self.name.setPlaceholderText(self.tr("Name, or leave empty"))
        self.name.setAccessibleName(self.tr("Customer's name"))
        self._which.setAccessibleName(self.tr("Which customer of this name"))
        self._show()

    def _look(self) -> None:
        if self._call is not None:
            self._call.cancel()
            self._call = None
        name = self.name.text().strip()
        if not name:
            self._take(CustomerPage(items=[], total=0))
            return
        self._call = self._context.engine.customers({"q": name, "limit": _MOST}, self)
        self._call.then(self._take, lambda _: self._take(CustomerPage(items=[], total=0)))

    def _take(self, page: CustomerPage) -> None:
        self._call = None
        name = self.name.text().strip().casefold()
        self._found = [one for one in page.items if one.name.casefold() == name]
        self._show()

    def _show(self) -> None:
        self._which.clear()
        self._which.addItem(self.tr("Somebody new of this name"), None)
        for customer in self._found:
            tells = ", ".join(one.value for one in customer.identifiers[:2])
            text = (
                self.tr("{name} ({identifiers})").format(name=customer.name, identifiers=tells)
                if tells
                else self.tr("{name} (conversations: {count})").format(
                    name=customer.name, count=customer.conversations
                )
            )
            self._which.addItem(one_line(text), customer.id)
        self._which.setVisible(bool(self._found))
