"""Allows one window per home: a second start raises the first one and passes it the files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS: Final = 500
_RAISE: Final = b"raise"
_ASK: Final = b"clipboard"
_OPEN: Final = b"open"
_TOKEN: Final = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - the name of a variable
"""Token that permits the first window to take the focus from another application on Wayland."""
_LONGEST_TOKEN: Final = 200
_LONGEST: Final = 1 << 18
"""Maximum size in bytes of the message from a second start."""
_MOST_FILES: Final = 50


def socket_name(home: Path, purpose: str = "") -> str:
    """Return the socket name of the window of a home. It is deterministic, so that the stale socket
    of a killed process is found and removed."""
    digest = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:24]
    return f"replydesk-{digest}{purpose and '-'}{purpose}"


class SingleInstance(QObject):
    """Holds the socket name of the home, for this user on this machine, while the window is open.

    Signals:
        raised: The program was started again.
        clipboard_asked: The program was started again with `--ask-clipboard`.
        files_given: The program was started again with files (`list[Path]`).
    """

    raised = Signal()
    files_given = Signal(object)
    clipboard_asked = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._name = socket_name(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)

    def raise_other(self, *, ask_clipboard: bool = False, files: Sequence[Path] = ()) -> bool:
        """Raise the window that is open on this home; return False if this is the first instance.

        Args:
            ask_clipboard: Let that window suggest answers for the clipboard instead.
            files: Files for that window to open; absolute paths.
        """
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE_MS):
            token = os.environ.get(_TOKEN, "").encode()[:_LONGEST_TOKEN]
            named = b"\0".join(os.fsencode(file) for file in files[:_MOST_FILES])
            wish = _ASK if ask_clipboard else _OPEN if named else _RAISE
            socket.write(b"\n".join((wish, token, named)))
            while socket.bytesToWrite() and socket.waitForBytesWritten(_PATIENCE_MS):
                pass
            socket.disconnectFromServer()
            return True
        QLocalServer.removeServer(self._name)  # stale, left by a killed process
        self._server.listen(self._name)
        return False

    def release(self) -> None:
        """Stop listening, so that the next start is the first instance."""
        self._server.close()

    def _on_call(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
                self._heard(socket)
            else:
                socket.disconnected.connect(partial(self._heard, socket))

    def _heard(self, socket: QLocalSocket) -> None:
        wish, _, rest = bytes(socket.read(_LONGEST).data()).partition(b"\n")
        token, _, named = rest.partition(b"\n")
        socket.deleteLater()
        if token and token.isascii() and token.decode().isprintable():
            os.environ[_TOKEN] = token.decode()  # Qt passes it to the desktop once
        if wish == _ASK:
            self.clipboard_asked.emit()
        elif wish == _OPEN:
            self.files_given.emit([Path(os.fsdecode(file)) for file in named.split(b"\0")])
        else:
            self.raised.emit()
