"""The doctor's checks of the machine and the program, independent of any home."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata

from assistant.cli.doctor.finding import Finding

_GIGABYTE = 1 << 30
_LITTLE_MEMORY = _GIGABYTE
_CORE = ("sqlcipher3", "onnxruntime", "faiss-cpu", "tantivy", "fastapi")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def look() -> Iterator[Finding]:
    """Check versions, packages, processor, memory and graphics card."""
    yield Finding(
        name="program",
        text=f"Replydesk {metadata.version('replydesk')}, Python {platform.python_version()}, "
        f"{platform.platform(terse=True)}, {platform.machine()}",
    )
    yield _packages()
    yield _hardware()
    yield _graphics()


def _packages() -> Finding:
    if getattr(sys, "frozen", False):
        return Finding(name="packages", text="bundled")
    found: dict[str, str] = {}
    missing = []
    for requirement in metadata.requires("replydesk") or []:
        match = _NAME.match(requirement)
        _, _, condition = requirement.partition(";")
        # our requirements have two kinds of markers only: an extra, and `sys_platform`
        if match is None or "extra ==" in condition:
            continue
        if condition and f"'{sys.platform}'" not in condition.replace('"', "'"):
            continue
        try:
            found[match[0]] = metadata.version(match[0])
        except metadata.PackageNotFoundError:
            missing.append(match[0])
    if missing:
        return Finding(
            name="packages",
            state="broken",
            text=f"not installed: {', '.join(missing)}",
            remedy="Run make setup (or: python -m pip install -e .)",
            code="packages.missing",
        )
    core = ", ".join(f"{name} {found[name]}" for name in _CORE if name in found)
    return Finding(name="packages", text=f"{len(found)}, of them {core}", details=found)


def _hardware() -> Finding:
    import psutil

    memory = psutil.virtual_memory()
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    text = (
        f"{cores} cores ({psutil.cpu_count()} threads), {memory.total / _GIGABYTE:.1f} GB memory, "
        f"{memory.available / _GIGABYTE:.1f} GB of it free"
    )
    if memory.available < _LITTLE_MEMORY:
        return Finding(
            name="hardware", state="advice", text=text, code="hardware.memory",
            remedy="Close other programs: with little free memory large imports are slow",
        )  # fmt: skip
    return Finding(name="hardware", text=text)


def _graphics() -> Finding:
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return Finding(name="graphics", text="no NVIDIA card seen; none is needed for answers")
    command = [tool, "--query-gpu=name,memory.total", "--format=csv,noheader"]
    try:
        said = subprocess.run(  # noqa: S603 - a constant question to the driver's own tool
            command, capture_output=True, text=True, timeout=10, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return Finding(
            name="graphics", state="advice", text="an NVIDIA driver that does not answer",
            remedy="Reinstall the driver if you want to train on the card",
            code="hardware.graphics",
        )  # fmt: skip
    return Finding(name="graphics", text="; ".join(said.strip().splitlines()) or "no card")
