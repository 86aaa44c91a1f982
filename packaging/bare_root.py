"""A minimal Debian for testing installers: no Python, no network, and a separate user.

It is created once by debootstrap, from the mirror that this machine uses for its own packages; each
use works on a copy. Needs root.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

USER: Final = "tester"
HOME: Final = "/home/测试 用户"
_SUITE: Final = "bookworm"
_LIBRARIES: Final = Path(__file__).parent / "qt_libraries.txt"
_ENVIRONMENT: Final = {
    "HOME": HOME, "USER": USER, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "TMPDIR": f"{HOME}/tmp",  # noqa: S108 - inside
}  # fmt: skip
_UP: Final = 0x1
_READ_FLAGS: Final = 0x8913
_WRITE_FLAGS: Final = 0x8914
"""SIOCGIFFLAGS and SIOCSIFFLAGS of <linux/sockios.h>."""


class BareRoot:
    """A temporary copy of the root file system, deleted when the context is left.

    Args:
        cache: Folder for the original and its copies.
    """

    def __init__(self, cache: Path) -> None:
        self._original = cache / _SUITE
        self.path = cache / f"copy-{os.getpid()}"

    def __enter__(self) -> BareRoot:
        if not (self._original / "made").is_file():
            _bootstrap(self._original, mirror())
        shutil.rmtree(self.path, ignore_errors=True)
        subprocess.run(
            ["cp", "-a", "--reflink=auto", str(self._original), str(self.path)], check=True
        )
        self.run(["useradd", "--create-home", "--home-dir", HOME, USER], user="root")
        self.run(["mkdir", "-p", _ENVIRONMENT["TMPDIR"]])
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def run(
        self, command: Sequence[str], *, user: str = USER, display: bool = False, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run a command inside, in namespaces of its own, with no network except loopback.

        Args:
            command: The command and its arguments.
            user: The user who runs it.
            display: Whether to start Xvfb for it.
            check: Whether a failure of the command fails the test.
        """
        inside = [
            "unshare", "--net", "--mount", "--pid", "--fork", sys.executable, __file__,
            str(self.path), user, "display" if display else "", *command,
        ]  # fmt: skip
        done = subprocess.run(inside, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise SystemExit(
                f"{' '.join(command)}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
            )
        return done

    def put(self, file: Path, folder: str) -> str:
        """Copy a file into the root, owned by the user; return its path inside."""
        target = self.path / folder.lstrip("/")
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
        self.run(["chown", "-R", f"{USER}:", folder], user="root")
        return f"{folder}/{file.name}"


def _bootstrap(target: Path, source: str) -> None:
    packages = sorted(
        {
            line.split()[1]
            for line in _LIBRARIES.read_text("utf-8").splitlines()
            if line.strip() and not line.startswith("#")
        }
    )
    print("Making a bare Debian (once, some minutes) …", flush=True)
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={','.join([*packages, 'xvfb', 'xz-utils'])}",
         _SUITE, str(target), source],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    (target / "made").touch()


def mirror() -> str:
    """The Debian mirror that this machine is configured to use."""
    folder = Path("/etc/apt")
    for file in [folder / "sources.list", *sorted((folder / "sources.list.d").glob("*"))]:
        text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
        for address in re.findall(r"^(?:URIs:|deb(?: \[.*?\])?)\s+(\S+)", text, re.MULTILINE):
            if address.rstrip("/").endswith("/debian"):
                return str(address)
    raise SystemExit("no Debian mirror is named in /etc/apt: the test needs one, once")


def inside(root: str, user: str, display: str, command: list[str]) -> int:
    """Run a command in the new namespaces, after enabling loopback, /proc and a display."""
    _raise_loopback()
    for kind, place in (("proc", "proc"), ("tmpfs", "dev/shm"), ("tmpfs", "tmp")):
        subprocess.run(["mount", "-t", kind, kind, f"{root}/{place}"], check=True)
    Path(root, "tmp").chmod(0o1777)
    Path(root, "dev/shm").chmod(0o1777)
    environment = dict(_ENVIRONMENT)
    if user == "root":
        environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin"
    chroot = shutil.which("chroot") or "/usr/sbin/chroot"
    enter = [chroot, f"--userspec={user}", root] if user != "root" else [chroot, root]
    shown = None
    if display:
        environment["DISPLAY"] = ":7"
        screen = ["Xvfb", ":7", "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
        shown = subprocess.Popen([*enter, *screen], env=environment, stderr=subprocess.DEVNULL)
        socket_file = Path(root, "tmp/.X11-unix/X7")
        while not socket_file.exists() and shown.poll() is None:
            os.sched_yield()
    try:
        return subprocess.call([*enter, *command], env=environment)
    finally:
        if shown is not None:
            shown.terminate()
            shown.wait()


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        name = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(asked, _READ_FLAGS, name))[1]
        fcntl.ioctl(asked, _WRITE_FLAGS, struct.pack("16sh", b"lo", flags | _UP))


if __name__ == "__main__":
    sys.exit(inside(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
