"""The socket of the watching process, without any clipboard."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDir

from gui.copilot.watcher import Watcher
from gui.single_instance import socket_name


@pytest.mark.skipif(sys.platform == "win32", reason="local sockets are no files there")
def test_what_a_killed_window_left_is_taken_away(
    tmp_path: Path, application: object, settle: Callable[..., None]
) -> None:
    name = socket_name(tmp_path, "clipboard")
    left = Path(QDir.tempPath()) / name
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(left))  # closing does not unlink, as with a killed process
    watcher = Watcher(name)
    watcher.start()
    settle(lambda: watcher.ready)
    assert not left.exists()
    watcher.stop()
    settle(lambda: not watcher.ending)
