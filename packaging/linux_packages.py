"""Builds the packages for Linux: an archive that runs from any folder, and a Debian package."""

from __future__ import annotations

import lzma
import os
import platform
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import editions
import file_types

_TEMPLATES: Final = Path(__file__).parent / "linux"
_LIBRARIES: Final = Path(__file__).parent / "qt_libraries.txt"
_ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)
_GLIBC: Final = re.compile(rb"GLIBC_2\.(\d+)\x00")
_RENAMED: Final = {"libglib2.0-0": "libglib2.0-0 | libglib2.0-0t64"}
"""Libraries that have another name in Debian 13 and Ubuntu 24.04, with both names."""


@dataclass(frozen=True)
class Packed:
    """How files are packed: their uniform time in seconds since 1970, and the compression level."""

    moment: int
    level: int = 9


def share(edition: editions.Edition, prepared: Path) -> Path:
    """Create the `share` folder (menu entry, file types, icons) and return it."""
    target = prepared / "share"
    shutil.rmtree(target, ignore_errors=True)
    (target / "applications").mkdir(parents=True)
    entry = _filled(edition, (_TEMPLATES / "replydesk.desktop").read_text("utf-8"))
    (target / "applications" / "replydesk.desktop").write_text(entry, encoding="utf-8")
    kinds = target / "mime" / "packages"
    kinds.mkdir(parents=True)
    shutil.copy(_TEMPLATES / "replydesk-mime.xml", kinds / "replydesk.xml")
    for size in _ICON_SIZES:
        folder = target / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True)
        shutil.copy(prepared / f"replydesk-{size}.png", folder / "replydesk.png")
    folder = target / "icons" / "hicolor" / "scalable" / "apps"
    folder.mkdir(parents=True)
    shutil.copy(prepared / "replydesk.svg", folder / "replydesk.svg")
    return target


def archive(
    edition: editions.Edition, folder: Path, shared: Path, out: Path, packed: Packed
) -> Path:
    """Write `<edition>-<version>-linux-<machine>.tar.xz` with a single, relocatable folder."""
    name = f"{edition.name}-{editions.version()}"
    target = out / f"{name}-linux-{machine()}.tar.xz"
    with (
        lzma.open(target, "wb", preset=packed.level) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as tar,
    ):
        _add(tar, folder, name, packed.moment)
        _add(tar, shared, f"{name}/share", packed.moment)
        for text in ("README", "add-to-menu.sh"):
            _add(tar, _TEMPLATES / text, f"{name}/{text}", packed.moment)
    return target


def debian(
    edition: editions.Edition, folder: Path, shared: Path, out: Path, packed: Packed
) -> Path:
    """Write `<edition>_<version>_<architecture>.deb`."""
    tree = folder.parent.parent / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    place = tree / "usr" / "lib" / edition.name
    shutil.copytree(folder, place, symlinks=True, copy_function=_linked)
    shutil.copytree(shared, tree / "usr" / "share")
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / "replydesk").symlink_to(f"../lib/{edition.name}/replydesk")
    about = tree / "usr" / "share" / "doc" / edition.name
    about.mkdir(parents=True)
    (about / "copyright").write_text(_copyright(), encoding="utf-8")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(_control(edition, folder), encoding="utf-8")
    for script in ("postinst", "postrm"):
        text = _filled(edition, (_TEMPLATES / script).read_text("utf-8"))
        (tree / "DEBIAN" / script).write_text(text, encoding="utf-8")
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink() and place not in path.parents:
            path.chmod(0o755 if path.is_dir() or path.name in {"postinst", "postrm"} else 0o644)
    target = out / f"{edition.name}_{editions.version()}_{architecture()}.deb"
    # one thread: the compressed bytes depend on how the work is split among threads
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{packed.level}", "--threads-max=1", "--build",
               str(tree), str(target)]  # fmt: skip
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(packed.moment)}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return target


def _linked(source: str, target: str) -> str:
    os.link(source, target)
    return target


def machine() -> str:
    """The architecture of this machine: x86_64 or aarch64."""
    return platform.machine()


def architecture() -> str:
    """Debian's name for the architecture of this machine."""
    return {"x86_64": "amd64", "aarch64": "arm64"}[machine()]


def depends(folder: Path) -> str:
    """The dependencies of the package: the C library in the required version, and the libraries
    that Qt loads."""
    names = {
        words[1]
        for line in _LIBRARIES.read_text("utf-8").splitlines()
        if len(words := line.split()) >= 2 and not line.startswith("#")
    }
    names = {_RENAMED.get(name, name) for name in names}
    return ", ".join([f"libc6 (>= 2.{newest_glibc(folder)})", "libstdc++6", *sorted(names)])


def newest_glibc(folder: Path) -> int:
    """The newest minor version (2.x) of the C library that any library inside requires."""
    newest = 0
    for path in folder.rglob("*"):
        if path.is_file() and (".so" in path.name or path.parent == folder):
            for found in _GLIBC.finditer(path.read_bytes()):
                newest = max(newest, int(found[1]))
    return newest


def _control(edition: editions.Edition, folder: Path) -> str:
    files = [p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()]
    values = {
        "@OTHER@": next(e.name for e in editions.EDITIONS.values() if e != edition),
        "@KILOBYTES@": str(sum(p.stat().st_size for p in files) // 1024),
        "@ARCHITECTURE@": architecture(),
        "@DEPENDS@": depends(folder),
    }
    text = _filled(edition, (_TEMPLATES / "control").read_text("utf-8"))
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _filled(edition: editions.Edition, text: str) -> str:
    for mark, value in (
        ("@NAME@", edition.name), ("@TITLE@", edition.title), ("@VERSION@", editions.version()),
        ("@MIME@", file_types.media_types()),
    ):  # fmt: skip
        text = text.replace(mark, value)
    return text


def _copyright() -> str:
    parts = (editions.ROOT / "LICENSE", editions.ROOT / "THIRD_PARTY_NOTICES.md")
    return "\n".join(part.read_text("utf-8") for part in parts)


def _add(tar: tarfile.TarFile, source: Path, name: str, moment: int) -> None:
    for path in _in_order(source):
        inner = path.relative_to(source).as_posix()
        member = tar.gettarinfo(str(path), name if inner == "." else f"{name}/{inner}")
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = moment
        if member.islnk():  # hard-linked on this disk; packed as a separate file
            member.type, member.size = tarfile.REGTYPE, path.stat().st_size
        if not member.isreg():
            tar.addfile(member)
            continue
        with path.open("rb") as file:
            tar.addfile(member, file)


def _in_order(source: Path) -> Iterator[Path]:
    yield source
    if source.is_dir() and not source.is_symlink():
        for path in sorted(source.iterdir()):
            yield from _in_order(path)
