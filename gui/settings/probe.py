"""Tests an address before the window attaches to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

from gui.engine.address import Address
from gui.engine.api import Engine
from gui.engine.client import Client

if TYPE_CHECKING:
    from assistant.contracts import Health, Me, ProblemDetails


class Probe(QObject):
    """Requests the health and the current user from an engine.

    Signals:
        succeeded: `Health` and `Me`.
        failed: `ProblemDetails`.
    """

    succeeded = Signal(object, object)
    failed = Signal(object)

    def __init__(self, address: Address, owner: QObject) -> None:
        super().__init__(owner)
        client = Client(self)
        client.address = address
        self._engine = Engine(client)
        self._engine.health(self).then(self._on_health, self._on_failed)

    def _on_health(self, health: Health) -> None:
        def met(me: Me) -> None:
            self.succeeded.emit(health, me)
            self.deleteLater()

        self._engine.me(self).then(met, self._on_failed)

    def _on_failed(self, problem: ProblemDetails) -> None:
        self.failed.emit(problem)
        self.deleteLater()


def origin_of(text: str) -> str:
    """Normalise an address typed by the user to scheme, host and port; empty if it is invalid.

    Without a scheme, https is assumed, as on the command line.
    """
    typed = text.strip()
    url = QUrl(typed if "://" in typed else f"https://{typed}", QUrl.ParsingMode.StrictMode)
    valid = url.isValid() and url.scheme() in ("http", "https") and bool(url.host())
    plain = not (url.userInfo() or url.hasQuery() or url.hasFragment())
    return url.toString().rstrip("/") if typed and valid and plain else ""


def in_the_clear(origin: str) -> bool:
    """Return whether the connection to this address is unencrypted."""
    url = QUrl(origin)
    return url.scheme() == "http" and url.host() not in ("127.0.0.1", "localhost", "::1")
