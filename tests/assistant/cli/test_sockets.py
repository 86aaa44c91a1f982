"""Which sockets the doctor counts as connections to other machines."""

from __future__ import annotations

import socket
import subprocess
import sys
import time

import pytest

from assistant.cli.doctor.sockets import Sockets, is_loopback

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - what is to be seen
_OPEN = """
import socket
opened = socket.socket()
opened.bind(('{}', 0))
opened.listen()
print('open', flush=True)
input()
"""


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.53", "::1", "::ffff:127.0.0.1"])
def test_addresses_of_this_machine(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", [_EVERYWHERE, "::", "192.0.2.7", "fe80::1%eth0"])
def test_addresses_that_others_reach(address: str) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize(("address", "seen"), [("127.0.0.1", False), (_EVERYWHERE, True)])
def test_what_a_child_opens_is_seen(address: str, seen: bool) -> None:
    with Sockets() as sockets:
        child = subprocess.Popen(
            [sys.executable, "-c", _OPEN.format(address)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdin is not None
        child.stdout.readline()
        looked = sockets.looks
        while sockets.looks < looked + 2:
            time.sleep(0.01)
        child.communicate(b"\n")
    assert bool(sockets.outside) is seen


def test_ones_own_are_seen_too() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own, Sockets() as sockets:
        own.bind((_EVERYWHERE, 0))
        looked = sockets.looks
        while sockets.looks < looked + 2:
            time.sleep(0.01)
    assert sockets.outside
