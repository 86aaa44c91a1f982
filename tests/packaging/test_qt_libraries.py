"""The check of Qt's libraries, in systems made up of the commands it calls."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")

_SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "qt_libraries.sh"
_TOOLS = ("sh", "awk", "sort", "tr", "sed", "dirname", "cat", "touch", "grep")
_LINES = """
    linux-vdso.so.1 (0x0000)
    libc.so.6 => /lib/libc.so.6 (0x0000)
    libQt6Gone.so.6 => not found
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run(missing, id=…, has=…)`: the script in a system that lacks libraries."""
    commands = tmp_path / "bin"
    commands.mkdir()
    for tool in _TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (commands / tool).symlink_to(found)

    def command(name: str, body: str) -> None:
        file = commands / name
        file.write_text(f"#!/bin/sh\n{body}\n")
        file.chmod(0o755)

    def run(
        *missing: str, user: int = 1000, has: str = "apt-get", installs: bool = True
    ) -> subprocess.CompletedProcess[str]:
        lacking = "".join(f"    {name} => not found\n" for name in missing)
        command("uname", "echo Linux")
        command("id", f"echo {user}")
        command(
            "ldd", f"cat <<END\n{_LINES}END\n[ -e {tmp_path}/installed ] || cat <<END\n{lacking}END"
        )
        done = f"touch {tmp_path}/installed" if installs else "exit 100"
        command(has, f'echo "$@" >>{tmp_path}/asked\ncase $* in *install*) {done};; esac')
        return subprocess.run(
            ["sh", str(_SCRIPT), sys.executable], capture_output=True, text=True, check=False,
            env={"PATH": str(commands), "HOME": os.environ.get("HOME", "/")}, timeout=60,
        )  # fmt: skip

    return run


def test_a_system_with_everything_hears_nothing(run: Run) -> None:
    done = run()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_root_gets_them_installed_on_debian(run: Run, tmp_path: Path) -> None:
    done = run("libxcb-cursor.so.0", "libGL.so.1", user=0)
    assert done.returncode == 0, done.stderr
    asked = (tmp_path / "asked").read_text()
    assert asked.rstrip().endswith("libgl1 libxcb-cursor0")
    assert " -y " in asked


def test_others_are_told_the_command(run: Run, tmp_path: Path) -> None:
    done = run("libxcb-cursor.so.0", "libxcb-icccm.so.4")
    assert done.returncode == 1
    assert "sudo apt-get install libxcb-cursor0 libxcb-icccm4\n" in done.stderr
    assert not (tmp_path / "asked").exists()


def test_a_failed_installation_ends_with_the_command(run: Run, tmp_path: Path) -> None:
    done = run("libEGL.so.1", user=0, installs=False)
    assert done.returncode == 1
    assert "sudo apt-get install libegl1\n" in done.stderr
    assert "update" in (tmp_path / "asked").read_text()


def test_a_library_nobody_knows_is_named(run: Run) -> None:
    done = run("libnew.so.9", user=0)
    assert done.returncode == 1
    assert "libnew.so.9" in done.stderr
    assert "Install the packages of your system that have them." in done.stderr


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("dnf", "sudo dnf install 'libxcb-cursor.so.0()(64bit)'"),
        ("zypper", "sudo zypper install 'libxcb-cursor.so.0()(64bit)'"),
        ("pacman", "sudo pacman -S --needed xcb-util-cursor"),
        ("nix", "Install the packages of your system"),
    ],
)
def test_other_systems_have_their_own_commands(run: Run, manager: str, command: str) -> None:
    done = run("libxcb-cursor.so.0", user=0, has=manager)
    assert done.returncode == 1
    assert command in done.stderr


def test_every_library_that_qt_loads_here_is_known() -> None:
    """What the platform plugins ask for themselves; their libraries' own needs come with those."""
    import PySide6

    folder = Path(PySide6.__file__).parent / "Qt"
    known = _SCRIPT.with_suffix(".txt").read_text()
    readelf = shutil.which("readelf")
    if readelf is None:
        pytest.skip("needs readelf")
    files = [folder / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "wayland")]
    files += [folder / "lib" / f"libQt6{name}.so.6" for name in ("XcbQpa", "Gui", "Widgets")]
    for file in files:
        listed = subprocess.run([readelf, "-d", str(file)], capture_output=True, text=True)
        needed = [line.split("[")[1].rstrip("]") for line in listed.stdout.splitlines()
                  if "(NEEDED)" in line]  # fmt: skip
        for name in needed:
            of_every_system = name.startswith(
                ("libQt6", "libicu", "libc.", "libm.", "libdl.", "libpthread.", "librt.",
                 "libstdc++.", "libgcc_s.", "ld-linux")
            )  # fmt: skip
            assert of_every_system or f"{name} " in known, f"{file.name} loads {name}"
