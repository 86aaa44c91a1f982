"""Determines the content of a bundle: distributions with their metadata and licences, and system
libraries of the build machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

import editions
import pruning

_METADATA: Final = re.compile(
    r"(METADATA|PKG-INFO|entry_points\.txt|.*(licen[cs]e|copying|notice|authors).*)$", re.IGNORECASE
)
"""Files of a `.dist-info` folder to include; the others describe the installation on this machine.
"""
_CARRIED: Final = "_vendor"


def owners(entries: Iterable[pruning.Entry]) -> dict[str, Distribution]:
    """Canonical name → distribution, of those that the entries of a bundle come from."""
    files: dict[str, Distribution] = {}
    for found in distributions():
        if _CARRIED in Path(str(found.locate_file(""))).parts:
            continue  # a vendored copy, as in setuptools
        for file in found.files or []:
            files[str(Path(str(found.locate_file(file))))] = found
    return {
        editions.canonical(found.metadata["Name"]): found
        for _, source, _ in entries
        if (found := files.get(source)) is not None and found.metadata["Name"] != "replydesk"
    }


def strangers(edition: editions.Edition, found: Iterable[str]) -> list[str]:
    """Distributions in a bundle that its edition may not contain."""
    return sorted(set(found) - set(editions.allowed(edition)) - editions.BOOTLOADER)


def metadata(found: Iterable[Distribution]) -> list[pruning.Entry]:
    """The entries for the metadata and licences of distributions."""
    entries = []
    for one in found:
        for file in one.files or []:
            inner = next(
                (n for n in range(len(file.parts)) if file.parts[n].endswith(".dist-info")), None
            )
            source = Path(str(one.locate_file(file)))
            if inner is None or not source.is_file():
                continue
            kept = _METADATA.match(file.name) or "licenses" in file.parts
            if kept:
                entries.append((str(Path(*file.parts[inner:])), str(source), "DATA"))
    return entries


def system_libraries(entries: Iterable[pruning.Entry]) -> dict[str, tuple[str, str, str]]:
    """Library → (package, version, copyright file), for libraries of the build machine; the package
    is only known on Debian-like systems."""
    found = {}
    for name, source, kind in entries:
        if kind == "BINARY" and source.startswith(("/lib", "/usr/lib")):
            found[Path(name).name] = _package_of(Path(source))
    return found


def _package_of(file: Path) -> tuple[str, str, str]:
    query = shutil.which("dpkg-query")
    if query is None:
        return "", "", ""
    for path in (file, file.resolve(), Path("/usr") / file.relative_to("/")):
        told = subprocess.run([query, "-S", str(path)], capture_output=True, text=True)
        if told.returncode == 0:
            package = told.stdout.partition(":")[0]
            asked = [query, "-W", "-f", "${Version}", package]
            version = subprocess.run(asked, capture_output=True, text=True).stdout
            return package, version, f"/usr/share/doc/{package}/copyright"
    return "", "", ""


def licence_files(libraries: dict[str, tuple[str, str, str]]) -> list[pruning.Entry]:
    """The entries for licences of Python and of libraries of the build machine."""
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    entries = [("licences/python.txt", str(python), "DATA")]
    for package, _, copyright_file in sorted(set(libraries.values())):
        if package and Path(copyright_file).is_file():
            entries.append((f"licences/{package}.txt", copyright_file, "DATA"))
    return [entry for entry in entries if Path(entry[1]).is_file()]
