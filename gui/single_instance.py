"""One window a home: a second start raises the first."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS: Final = 500


class SingleInstance(QObject):
    """Holds the home's name on this machine, for this user, while the window lives.

    Signals:
        raised: Somebody started it again.
    """

    raised = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        digest = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:24]
        self._name = f"replydesk-{digest}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)

    def raise_other(self) -> bool:
        """Raise the window that is open on this home; False when this is the first."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE_MS):
            socket.disconnectFromServer()
            return True
        QLocalServer.removeServer(self._name)  # left behind by one that was killed
        self._server.listen(self._name)
        return False

    def _on_call(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.deleteLater()
            self.raised.emit()
