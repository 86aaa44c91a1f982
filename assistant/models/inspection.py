"""Checks whether a folder is a usable dialogue model, without executing anything in it.

Runs in the converter's process on the copy in the staging folder, because it parses untrusted
files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from tokenizers import Tokenizer

from assistant.models.families import FAMILIES, Family, Shape, check_positions, check_tensors
from assistant.models.licences import licence_of
from assistant.models.safetensors_header import TensorInfo, read_header
from assistant.models.untrusted_folder import refuse
from assistant.prompt import MARKERS, RENDERING

_LARGEST = {"hidden_size": 65_536, "num_hidden_layers": 512, "vocab_size": 4_000_000,
            "max_position_embeddings": 100_000_000}  # fmt: skip
_FOREIGN_CODE = ("auto_map", "custom_pipelines", "trust_remote_code")
_SPARE_ROWS = 0.02
"""Share of rows in the embedding table that may have no token: vendors round the row count up."""
_FEWEST_SPARE_ROWS = 64


class Inspected(BaseModel):
    """What is known of a folder that has passed every check that needs no runtime."""

    model_config = ConfigDict(frozen=True)

    family: str
    architecture: str
    parameters: int
    context_tokens: int
    vocabulary: int
    end_tokens: tuple[int, ...]
    rendering: Literal["own", "chat"]
    rendering_version: int = 0
    languages: tuple[str, ...] = ()
    writes_by_default: bool = False
    """Whether its makers measured that its drafts are better than composed ones."""
    licence: str
    licence_files: tuple[str, ...]
    notes: tuple[str, ...] = ()


def inspect(folder: Path, *, weights: bool = True) -> Inspected:
    """Check a folder in Hugging Face's layout.

    Args:
        folder: Contains regular files only (see `assistant.models.untrusted_folder`).
        weights: False if only tokenizer and configuration are there.

    Raises:
        ModelRefusedError: The code says why.
    """
    config = read_json(folder, "config.json")
    refuse_foreign_code(config, "config.json")
    family, architecture = _family(config)
    check_positions(family, config)
    shape = _shape(config)
    tensors = _tensors(folder) if weights else {}
    if weights:
        check_tensors(family, shape, tensors)
    tokenizer = _tokenizer(folder, shape.vocabulary)
    card = _card(folder, tokenizer)
    licence, files = licence_of(folder)
    return Inspected(
        family=family.name,
        architecture=architecture,
        parameters=sum(info.count for info in tensors.values()) or 1,
        context_tokens=_number(config, "max_position_embeddings"),
        vocabulary=shape.vocabulary,
        end_tokens=_ends(folder, config, shape.vocabulary),
        rendering="chat" if card is None else "own",
        rendering_version=0 if card is None else card["rendering"],
        languages=_languages(card or {}),
        writes_by_default=(card or {}).get("writes_by_default") is True,
        licence=licence,
        licence_files=files,
        notes=() if licence else ("shelf.licence-unknown",),
    )


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """Read a JSON object from a file of a model's folder.

    Raises:
        ModelRefusedError: `shelf.file-missing`, `shelf.file-unreadable`.
    """
    try:
        found = json.loads((folder / name).read_text("utf-8"))
    except FileNotFoundError:
        refuse("shelf.file-missing", f"{name} in the folder", "none", "Get the whole folder")
    except (OSError, ValueError, RecursionError) as error:
        refuse("shelf.file-unreadable", f"a readable {name}", type(error).__name__, "Get it again")
    if not isinstance(found, dict):
        refuse("shelf.file-unreadable", f"a table in {name}", "something else", "Get it again")
    return found


def refuse_foreign_code(table: dict[str, Any], name: str) -> None:
    """Refuse a configuration that requires its authors' code, or weights that are already
    quantised.

    Raises:
        ModelRefusedError: `shelf.remote-code`, `shelf.quantised`.
    """
    for key in _FOREIGN_CODE:
        if table.get(key):
            refuse(
                "shelf.remote-code",
                "a model whose architecture Replydesk knows",
                f"{name} asks for code of its makers ({key})",
                "Use a model that needs none; code of others is never run",
            )
    if table.get("quantization_config"):
        refuse(
            "shelf.quantised",
            "weights in half, bfloat16 or single precision",
            "a model that was quantised already",
            "Get the model as its authors published it: it is quantised here",
        )


def _family(config: dict[str, Any]) -> tuple[Family, str]:
    named = config.get("architectures")
    architecture = named[0] if isinstance(named, list) and named else ""
    family = FAMILIES.get(architecture) if isinstance(architecture, str) else None
    if family is None:
        known = ", ".join(sorted({family.name for family in FAMILIES.values()}))
        refuse(
            "shelf.architecture",
            f"a text model of one of these families: {known}",
            "another architecture",
            "Choose a model of these families, made for chat",
        )
    return family, architecture


def _shape(config: dict[str, Any]) -> Shape:
    tied = config.get("tie_word_embeddings", str(config.get("model_type")).startswith("gemma"))
    return Shape(
        hidden=_number(config, "hidden_size"),
        layers=_number(config, "num_hidden_layers"),
        vocabulary=_number(config, "vocab_size"),
        tied=bool(tied),
    )


def _number(config: dict[str, Any], name: str) -> int:
    found = config.get(name)
    if type(found) is not int or not 0 < found <= _LARGEST[name]:
        refuse(
            "shelf.config",
            f"{name} in config.json, up to {_LARGEST[name]}",
            "none, or an impossible one",
            "Get config.json from the model's authors",
        )
    return found


def _tensors(folder: Path) -> dict[str, TensorInfo]:
    tensors: dict[str, TensorInfo] = {}
    files = {path.name: path for path in sorted(folder.glob("*.safetensors"))}
    if not files:
        refuse(
            "shelf.weights-missing",
            "weights as .safetensors",
            "none in the folder",
            "Get the model in that format",
        )
    for path in files.values():
        found = read_header(path)
        if tensors.keys() & found.keys():
            refuse(
                "shelf.weights-damaged",
                "each tensor in one file",
                f"some of {path.name} in another file too",
                "Keep the files of one edition of the model in the folder",
            )
        tensors |= found
    if (folder / "model.safetensors.index.json").exists():
        _check_index(folder, files, tensors)
    return tensors


def _check_index(folder: Path, files: dict[str, Path], tensors: dict[str, TensorInfo]) -> None:
    """Check the index of the weights.

    File names in it are only compared with existing ones, never opened, so none can leave the
    folder.
    """
    index = read_json(folder, "model.safetensors.index.json").get("weight_map")
    plain = isinstance(index, dict) and all(isinstance(name, str) for name in index.values())
    if not isinstance(index, dict) or not index or not plain:
        refuse("shelf.file-unreadable", "an index of the weights", "none", "Get it again")
    missing = {name for name in index.values() if name not in files}
    if missing or index.keys() - tensors.keys():
        refuse(
            "shelf.weights-missing",
            f"all {len(set(index.values()))} files of weights, whole",
            f"{len(missing)} missing" if missing else "tensors missing in them",
            "Get the whole folder",
        )


def _tokenizer(folder: Path, vocabulary: int) -> Tokenizer:
    path = folder / "tokenizer.json"
    if not path.is_file():
        refuse("shelf.file-missing", "tokenizer.json in the folder", "none", "Get it as well")
    settings = read_json(folder, "tokenizer_config.json")
    refuse_foreign_code(settings, "tokenizer_config.json")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception:  # noqa: BLE001 - the library raises plain Exception
        refuse("shelf.tokenizer", "a readable tokenizer.json", "a damaged one", "Get it again")
    size = 1 + max(tokenizer.get_vocab(with_added_tokens=True).values(), default=-1)
    spare = max(_FEWEST_SPARE_ROWS, int(_SPARE_ROWS * vocabulary))
    if not vocabulary - spare <= size <= vocabulary:
        refuse(
            "shelf.tokenizer",
            f"a tokenizer for {vocabulary} tokens, as config.json says",
            f"one for {size}",
            "Get tokenizer.json and config.json from the same place",
        )
    end = settings.get("eos_token")
    end = end.get("content") if isinstance(end, dict) else end
    if isinstance(end, str) and tokenizer.token_to_id(end) is None:
        refuse(
            "shelf.tokenizer",
            "the token that ends a reply in the tokenizer, as tokenizer_config.json says",
            "a tokenizer without it",
            "Get both files from the same place",
        )
    return tokenizer


def _card(folder: Path, tokenizer: Tokenizer) -> dict[str, Any] | None:
    """The model card (replydesk.json) of one of Replydesk's own models; None for third-party ones.

    Third-party models have a chat template instead.
    """
    if not (folder / "replydesk.json").exists():
        return None
    card = read_json(folder, "replydesk.json")
    version = card.get("rendering")
    if type(version) is not int or not 1 <= version <= RENDERING:
        refuse(
            "shelf.rendering",
            f"a model trained with rendering 1 to {RENDERING}",
            "another one",
            "Update Replydesk, or train the model again with this version",
        )
    if [tokenizer.token_to_id(marker) for marker in MARKERS] != list(range(len(MARKERS))):
        refuse(
            "shelf.tokenizer",
            "a tokenizer that begins with our markers",
            "another one",
            "Put back the tokenizer.json that was trained with this model",
        )
    return card


def _languages(card: dict[str, Any]) -> tuple[str, ...]:
    named = card.get("languages")
    known = named if isinstance(named, list) else []
    return tuple(str(language)[:8] for language in known[:50])


def _ends(folder: Path, config: dict[str, Any], vocabulary: int) -> tuple[int, ...]:
    tables = [config]
    if (folder / "generation_config.json").exists():
        tables.append(read_json(folder, "generation_config.json"))
    found: set[int] = set()
    for table in tables:
        declared = table.get("eos_token_id")
        ids = declared if isinstance(declared, list) else [declared]
        found |= {id_ for id_ in ids if type(id_) is int}
    if not found or not all(0 <= id_ < vocabulary for id_ in found):
        refuse(
            "shelf.config",
            "eos_token_id in config.json: the token after which a reply is over",
            "none, or one outside the vocabulary",
            "Get config.json from the model's authors",
        )
    return tuple(sorted(found))
