"""Removes entries of PyInstaller's analysis that an installer does not need or must not contain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

import editions

Entry = tuple[str, str, str]
"""An entry of PyInstaller's table of contents: name in the bundle, source file, type."""

_TOLD_OF: Final = re.compile(r"(?:^|/)([^/]+)-[^-/]+\.dist-info/")
_KEPT_SYSTEM_LIBRARIES: Final = re.compile(
    r"^lib(python3|ssl|crypto|ffi|bz2|lzma|z|uuid|expat|mpdec|sqlite3)[.\-\d]"
)
"""System libraries of the build machine to include: only those that Python itself loads. Libraries
that Qt's plugins load come from the target system, as dependencies of the package."""

_KEPT_PLUGINS: Final = {
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"),
    "platforminputcontexts": ("compose", "ibus"),
    "platformthemes": ("xdgdesktopportal",),
    "imageformats": ("qsvg", "qico", "qicns", "qjpeg"),
    "iconengines": ("qsvgicon",),
    "styles": ("",),
    "tls": ("",),
    "printsupport": ("",),
    "xcbglintegrations": ("",),
    "wayland-decoration-client": ("",),
    "wayland-graphics-integration-client": ("wayland-egl",),
    "wayland-shell-integration": ("xdg-shell",),
}
_DROPPED_QT: Final = re.compile(
    r"Qt6?(Qml|Quick|Pdf|OpenGL|Sql|Test|VirtualKeyboard|WebEngine|3D|Designer|Help|Multimedia"
    r"|Egl[Ff][sS]|WlShell|Lottie|Labs|WaylandCompositor|WaylandEglCompositor|Concurrent|Xml)"
)
_INSTALLED_HERE: Final = re.compile(
    r"\.dist-info/(RECORD|direct_url\.json|INSTALLER|REQUESTED|WHEEL|top_level\.txt)$"
    r"|^replydesk-[^/]*\.(dist|egg)-info/"
)
"""Metadata about the installation on the build machine, including its paths; the metadata of the
program itself is written by the build."""
_LANGUAGES: Final = ("en", "zh_CN")
_FOR_BUILDING: Final = re.compile(
    r"^torch/(bin/(?!torch_shm_manager$)|include/|share/|lib/lib(torchbind_test|jitbackend_test"
    r"|backend_with_compiler|aoti_custom_ops)\.so)"
)
"""Files of torch for building and testing extensions; torch_shm_manager is needed to start it."""
_COSTLY_STARTS: Final = frozenset({"pyi_rth_nltk"})
"""Runtime hooks to drop: this one would import nltk and numpy in every process, only to set a data
path that is not used here."""
_TESTS: Final = re.compile(r"(^|/)(tests?|testing)/|\.pyi$|\.h$|\.hpp$|\.pxd$|\.proto$")


def wanted(entry: Entry) -> bool:
    """Whether an entry is included in the bundle."""
    name, source, kind = entry[0].replace("\\", "/"), entry[1].replace("\\", "/"), entry[2]
    path = PurePosixPath(name)
    if kind == "BINARY" and _of_the_system(source):
        return _KEPT_SYSTEM_LIBRARIES.match(path.name) is not None
    if "PySide6" in path.parts or path.name.startswith("libQt6"):
        return _wanted_of_qt(path)
    if kind == "DATA" and _INSTALLED_HERE.search(name):
        return False
    return not (_TESTS.search(name) or _FOR_BUILDING.match(name))


def _of_the_system(source: str) -> bool:
    return source.startswith(("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/"))


def _wanted_of_qt(path: PurePosixPath) -> bool:
    if "plugins" in path.parts:
        kind = path.parts[path.parts.index("plugins") + 1]
        return any(name in path.name for name in _KEPT_PLUGINS.get(kind, ()))
    if "translations" in path.parts:
        return path.name.startswith("qtbase_") and path.stem.endswith(_LANGUAGES)
    if "qml" in path.parts or path.suffix in {".pyi", ".qrc"}:
        return False
    return _DROPPED_QT.search(path.name) is None


def pruned(entries: list[Entry]) -> list[Entry]:
    """The entries of a table of contents that are included, sorted by name."""
    return sorted(entry for entry in entries if wanted(entry))


def starting(scripts: list[Entry]) -> list[Entry]:
    """The scripts and hooks that run at the start of a process, without `_COSTLY_STARTS`."""
    return [entry for entry in scripts if entry[0] not in _COSTLY_STARTS]


def without_others(edition: editions.Edition, entries: Iterable[Entry]) -> list[Entry]:
    """The entries without metadata of distributions that an edition may not contain, which hooks of
    PyInstaller collect if these are installed."""
    allowed = {*editions.allowed(edition), *editions.BOOTLOADER}
    kept = []
    for entry in entries:
        told = _TOLD_OF.search(entry[0].replace("\\", "/"))
        if told is None or editions.canonical(told[1]) in allowed:
            kept.append(entry)
    return kept
