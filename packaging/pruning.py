"""What PyInstaller's analysis found and an installer does not need, or must not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

import editions

Entry = tuple[str, str, str]
"""Name in the bundle, file it comes from, kind: PyInstaller's table of contents."""

_TOLD_OF: Final = re.compile(r"(?:^|/)([^/]+)-[^-/]+\.dist-info/")
_KEPT_SYSTEM_LIBRARIES: Final = re.compile(
    r"^lib(python3|ssl|crypto|ffi|bz2|lzma|z|uuid|expat|mpdec|sqlite3)[.\-\d]"
)
"""Of the build machine's libraries only those that Python itself loads. What Qt's plugins load
comes from the system the program runs on: the package asks for it."""

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
"""How distributions came onto the build machine, its folders among it; what the program says of
itself is written by the build."""
_LANGUAGES: Final = ("en", "zh_CN")
_FOR_BUILDING: Final = re.compile(
    r"^torch/(bin/(?!torch_shm_manager$)|include/|share/|lib/lib(torchbind_test|jitbackend_test"
    r"|backend_with_compiler|aoti_custom_ops)\.so)"
)
"""Of torch, what others are built and tested with; without its manager it does not start."""
_COSTLY_STARTS: Final = frozenset({"pyi_rth_nltk"})
"""It would load all of nltk, and numpy with it, into every process, to name a folder of data that
nothing here reads."""
_TESTS: Final = re.compile(r"(^|/)(tests?|testing)/|\.pyi$|\.h$|\.hpp$|\.pxd$|\.proto$")


def wanted(entry: Entry) -> bool:
    """Whether an entry goes into the bundle."""
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
    """The entries of a table of contents that go in, in order of their names."""
    return sorted(entry for entry in entries if wanted(entry))


def starting(scripts: list[Entry]) -> list[Entry]:
    """What runs when a process starts, without what costs much and serves nothing here."""
    return [entry for entry in scripts if entry[0] not in _COSTLY_STARTS]


def without_others(edition: editions.Edition, entries: Iterable[Entry]) -> list[Entry]:
    """Without what is told of distributions that an edition may not hold: hooks of PyInstaller
    carry it along of whatever is installed."""
    allowed = {*editions.allowed(edition), *editions.BOOTLOADER}
    kept = []
    for entry in entries:
        told = _TOLD_OF.search(entry[0].replace("\\", "/"))
        if told is None or editions.canonical(told[1]) in allowed:
            kept.append(entry)
    return kept
