"""Records the sockets that this program's processes have open, from the system's tables."""

from __future__ import annotations

import ipaddress
import threading

import psutil

from retrieval.child_process import leave

_LOOK_S = 0.05


class Sockets:
    """Polls the open sockets inside a `with` block and records addresses beyond this machine.

    It covers its own process, the processes added by `also`, and all their descendants.
    """

    def __init__(self) -> None:
        self.looks = 0
        self.outside: set[str] = set()
        self._roots: set[int] = {psutil.Process().pid}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="sockets", daemon=True)

    def __enter__(self) -> Sockets:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        leave(self._thread)

    def also(self, pid: int) -> None:
        """Add a process to watch, such as an engine, which is not a child of this process."""
        self._roots = self._roots | {pid}

    def _watch(self) -> None:
        while True:
            for pid in self._roots:
                self._look_at(pid)
            self.looks += 1
            if self._done.wait(_LOOK_S):
                return

    def _look_at(self, pid: int) -> None:
        try:
            root = psutil.Process(pid)
            family = [root, *root.children(recursive=True)]
        except psutil.Error:
            return
        for process in family:
            try:
                found = process.net_connections(kind="inet")
            except psutil.Error:
                continue  # it ended meanwhile
            for connection in found:
                for address in (connection.laddr, connection.raddr):
                    if address and not is_loopback(address.ip):
                        self.outside.add(f"{process.name()}: {address.ip}:{address.port}")


def is_loopback(address: str) -> bool:
    """Whether an address is a loopback address, unlike `0.0.0.0` and `::`."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    return bool((mapped or parsed).is_loopback)
