"""Packages made of a small program: what is in them, who owns it, and that two are the same."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
Script = Callable[[str], ModuleType]
_MOMENT = 1_700_000_000


@pytest.fixture
def prepared(tmp_path: Path, script: Script) -> Path:
    """Icons, as the build writes them; empty ones do here."""
    folder = tmp_path / "prepared"
    folder.mkdir()
    for size in script("linux_packages")._ICON_SIZES:
        (folder / f"replydesk-{size}.png").touch()
    (folder / "replydesk.svg").touch()
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program's folder: an executable, a library that asks for a C library, a link."""
    folder = tmp_path / "work" / "folder" / "replydesk"
    (folder / "lib" / "a folder").mkdir(parents=True)
    (folder / "replydesk").write_bytes(b"\x7fELF GLIBC_2.17\0")
    (folder / "lib" / "one.so").write_bytes(b"\x7fELF GLIBC_2.4\0GLIBC_2.33\0")
    (folder / "lib" / "a folder" / "文.txt").write_text("text")
    (folder / "lib" / "link.so").symlink_to("one.so")
    (folder / "replydesk").chmod(0o755)
    return folder


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_archive_is_one_folder_and_the_same_again(
    script: Script, program: Path, prepared: Path, tmp_path: Path
) -> None:
    packages, edition = script("linux_packages"), script("editions").EDITIONS["replydesk"]
    share = packages.share(edition, prepared)
    packed = packages.Packed(_MOMENT, 1)
    first = packages.archive(edition, program, share, tmp_path, packed)
    name = f"replydesk-{script('editions').version()}"
    with tarfile.open(first) as tar:
        members = {member.name: member for member in tar}
    assert {member.split("/")[0] for member in members} == {name}
    assert members[f"{name}/replydesk"].mode & 0o111
    assert members[f"{name}/lib/link.so"].linkname == "one.so"
    assert members[f"{name}/share/applications/replydesk.desktop"].isreg()
    assert {member.mtime for member in members.values()} == {_MOMENT}
    assert {member.uname for member in members.values()} == {"root"}
    before = digest(first)
    os.utime(program / "lib" / "one.so", (1, 1))
    assert digest(packages.archive(edition, program, share, tmp_path, packed)) == before


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
def test_a_debian_package(script: Script, program: Path, prepared: Path, tmp_path: Path) -> None:
    packages, edition = script("linux_packages"), script("editions").EDITIONS["replydesk"]
    share = packages.share(edition, prepared)
    packed = packages.Packed(_MOMENT, 1)
    first = packages.debian(edition, program, share, tmp_path, packed)
    control = subprocess.check_output(["dpkg-deb", "-f", first], text=True)
    assert f"Version: {script('editions').version()}\n" in control
    assert "libc6 (>= 2.33)" in control
    assert "libxcb-cursor0" in control
    assert "Conflicts: replydesk-trainer\n" in control
    assert "@" not in control.replace("packages@", "")
    listed = subprocess.check_output(["dpkg-deb", "-c", first], text=True)
    assert "./usr/bin/replydesk -> ../lib/replydesk/replydesk" in listed
    assert " root/root " in listed
    assert "./usr/share/applications/replydesk.desktop" in listed
    assert "./usr/share/doc/replydesk/copyright" in listed
    before = digest(first)
    assert digest(packages.debian(edition, program, share, tmp_path, packed)) == before


def test_a_menu_entry_of_a_folder_with_an_odd_name(
    script: Script, program: Path, prepared: Path, tmp_path: Path
) -> None:
    packages, edition = script("linux_packages"), script("editions").EDITIONS["replydesk"]
    place = tmp_path / 'my "tools" & 程序'
    shutil.copytree(packages.share(edition, prepared), place / "share")
    adding = shutil.copy(packages._TEMPLATES / "add-to-menu.sh", place)
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "share")}
    subprocess.run(["sh", adding], env=environment, check=True)
    entry = tmp_path / "share" / "applications" / "replydesk.desktop"
    quoted = str(place / "replydesk").replace('"', '\\\\"')
    assert f'Exec="{quoted}"' in entry.read_text("utf-8")
    assert (tmp_path / "share" / "icons" / "hicolor" / "48x48" / "apps" / "replydesk.png").exists()
    subprocess.run(["sh", adding, "remove"], env=environment, check=True)
    assert not entry.exists()
    assert not [path for path in (tmp_path / "share" / "icons").rglob("*") if path.is_file()]
