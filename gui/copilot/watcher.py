"""The window's side of the process that watches the clipboard."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ROLE: Final = "watch-clipboard"
_MAIN: Final = Path(__file__).resolve().parents[2] / "main.py"
_RESTART_MS: Final = 1_000
_DEATHS: Final = 3
_DEATHS_MS: Final = 60_000


class Watcher(QObject):
    """Starts the process, receives its messages, restarts it after a crash, and ends it.

    Args:
        name: Name of the local socket that the process connects to.

    Signals:
        copied_twice: The text that was copied twice.
        read: The text in the clipboard, after `ask`; empty if there is none.
        failed: The process ended too often; the clipboard is no longer watched.
    """

    copied_twice = Signal(str)
    read = Signal(str)
    failed = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server: QLocalServer | None = None
        self._socket: QLocalSocket | None = None
        self._process: QProcess | None = None
        self._ending: list[QProcess] = []
        self._wanted = False
        self._asked = False
        self._ready = False
        self._rest = b""
        self._deaths: list[int] = []
        self._clock = QElapsedTimer()
        self._clock.start()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_RESTART_MS)
        self._again.timeout.connect(self._start)

    @property
    def ready(self) -> bool:
        """Whether the process is watching."""
        return self._ready

    @property
    def ending(self) -> bool:
        """Whether a process was told to end and has not ended yet."""
        return bool(self._ending)

    def start(self) -> None:
        """Start watching."""
        self._wanted = True
        if self._process is None and not self._again.isActive():
            self._start()

    def stop(self) -> None:
        """Stop watching; the process ends by itself."""
        self._wanted = self._asked = False
        self._end()

    def ask(self) -> None:
        """Read the clipboard once, whether watching or not; the text is emitted by `read`."""
        self._asked = True
        if self._ready and self._socket is not None:
            self._socket.write(b"ask\n")
        elif self._process is None:
            self._start()

    # ------------------------------------------------------------ internals

    def _start(self) -> None:
        self._again.stop()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)
        QLocalServer.removeServer(self._name)  # stale, left by a killed window
        self._server.listen(self._name)
        process = QProcess(self)
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._on_ended)
        process.errorOccurred.connect(self._on_error)
        program, *arguments = _command()
        self._process = process
        process.start(program, [*arguments, ROLE, self._name])

    def _end(self) -> None:
        self._again.stop()
        self._ready = False
        self._rest = b""
        if self._socket is not None:
            self._socket.disconnect(self)
            self._socket.abort()
            self._socket.deleteLater()
            self._socket = None
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._on_ended)
        process.errorOccurred.disconnect(self._on_error)
        if process.state() == QProcess.ProcessState.NotRunning:
            process.deleteLater()
        else:
            self._ending.append(process)
            process.finished.connect(self._on_gone)
            process.kill()

    def _on_gone(self) -> None:
        for process in self._ending[:]:
            if process.state() == QProcess.ProcessState.NotRunning:
                self._ending.remove(process)
                process.deleteLater()

    def _on_connected(self) -> None:
        if self._server is None or self._socket is not None:
            return
        self._socket = self._server.nextPendingConnection()
        self._server.close()  # accept only one connection
        self._socket.readyRead.connect(self._on_lines)

    def _on_lines(self) -> None:
        if self._socket is None:
            return
        *lines, self._rest = (self._rest + bytes(self._socket.readAll().data())).split(b"\n")
        for line in lines:
            told = json.loads(line)
            if "ready" in told:
                self._on_ready()
            elif "twice" in told and self._wanted:
                self.copied_twice.emit(str(told["twice"]))
            elif "text" in told and self._asked:
                self._asked = False
                self.read.emit(str(told["text"]))
                if not self._wanted:
                    self._end()
                    return

    def _on_ready(self) -> None:
        self._ready = True
        if self._asked and self._socket is not None:
            self._socket.write(b"ask\n")

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # `finished` is not emitted then
            self._on_ended()

    def _on_ended(self) -> None:
        """Handle an unexpected end of the process."""
        self._end()
        if self._asked:
            self._asked = False
            self.read.emit("")
        now = self._clock.elapsed()
        self._deaths = [at for at in self._deaths if now - at < _DEATHS_MS] + [now]
        if not self._wanted:
            return
        if len(self._deaths) > _DEATHS:
            self._wanted = False
            self.failed.emit()
        else:
            self._again.start()


def _command() -> list[str]:
    """Return the command that starts this program in another role; a frozen one needs no script."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(_MAIN)]
