"""Reads the description of a sentence-transformers model: encoder, pooling, length, prompts.

The layout is that of sentence-transformers 2 to 6: `modules.json` lists the modules in order, each
with its folder. A plain transformers folder (without `modules.json`) is read as that library does,
with mean pooling over the last layer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from retrieval.embedder_errors import ModelSourceError
from retrieval.embedder_export.prompts import Prompts, read_prompts
from retrieval.embedder_export.tensors import TensorFiles

POOLINGS: Final = ("cls", "max", "mean", "mean_sqrt_len_tokens")
_LEGACY_POOLINGS: Final = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
    "pooling_mode_weightedmean_tokens": "weightedmean",
    "pooling_mode_lasttoken": "lasttoken",
}
_PICKLES: Final = ("pytorch_model.bin", "pytorch_model.bin.index.json", "model.pt")


@dataclass(frozen=True, slots=True)
class DenseLayer:
    """A projection after pooling: `weights` has `linear.weight` and optionally `linear.bias`."""

    weights: TensorFiles
    activation: str


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A model folder that passed every check except those of its tensors.

    `config` is the transformers configuration of the encoder; `digest` is the sha256 of the
    encoder's weights.
    """

    folder: Path
    name: str
    config: Mapping[str, Any]
    weights: TensorFiles
    digest: str
    pooling: tuple[str, ...]
    dense: tuple[DenseLayer, ...]
    prompts: Prompts
    max_length: int
    lowercase: bool
    tokenizer: Path
    languages: tuple[str, ...]


def read_source(folder: Path, *, name: str = "") -> ModelSource:
    """Read and check a model folder.

    Args:
        folder: A sentence-transformers or transformers folder with safetensors.
        name: The name of the model; by default taken from the folder.

    Raises:
        ModelSourceError: the folder is missing, incomplete, pickled or of an unknown kind.
    """
    if not folder.is_dir():
        raise ModelSourceError(
            code="model.missing",
            expected="a folder holding an embedding model",
            found="no folder at that path",
            remedy="check the path to the model",
        )
    modules = _modules(folder)
    encoder = folder / modules["Transformer"][0]
    config = _json(encoder / "config.json")
    settings = _optional_json(encoder / "sentence_bert_config.json")
    weights = _weights(encoder)
    tokenizer = encoder / "tokenizer.json"
    if not tokenizer.is_file():
        raise ModelSourceError(
            code="model.tokenizer",
            expected="tokenizer.json (the fast tokenizer) beside the weights",
            found="no such file",
            remedy="save the model again with a current transformers release, which writes it",
        )
    pooling_paths = modules.get("Pooling", [])
    title = name or model_name(folder, config)
    return ModelSource(
        folder=folder,
        name=title,
        config=config,
        weights=weights,
        digest=weights.digest(),
        pooling=_pooling(_json(folder / pooling_paths[0] / "config.json"))
        if pooling_paths
        else ("mean",),
        dense=tuple(_dense(folder / path) for path in modules.get("Dense", [])),
        prompts=read_prompts(folder, title),
        max_length=_max_length(encoder, config, settings),
        lowercase=bool(settings.get("do_lower_case", False)),
        tokenizer=tokenizer,
        languages=card_languages(folder),
    )


def model_name(folder: Path, config: Mapping[str, Any]) -> str:
    """The model's name: of the folder, in the title of the card or in the configuration, whichever
    is usable first.

    A folder named after a commit (as in a download cache) or just "model" is not usable.
    """
    candidates = [folder.name, *_card_titles(folder), str(config.get("_name_or_path", ""))]
    for candidate in candidates:
        last = candidate.replace("\\", "/").rstrip("/").rpartition("/")[2].strip()
        is_hash = len(last) >= 32 and all(c in "0123456789abcdef" for c in last)
        if last and not is_hash and last not in {"model", "snapshots", ".", "0_Transformer"}:
            return last
    return "embedding-model"


def _card_titles(folder: Path) -> list[str]:
    return [line[2:] for line in _card(folder).splitlines() if line.startswith("# ")][:1]


def card_languages(folder: Path) -> tuple[str, ...]:
    """The primary subtags of the languages declared in a model card's YAML front matter; empty if
    it is declared multilingual."""
    lines = _card(folder).split("\n---", 1)[0].splitlines()
    for at, line in enumerate(lines):
        if not line.startswith("language:"):
            continue
        inline = line.removeprefix("language:").strip(" []")
        items = inline.split(",") if inline else []
        for item in lines[at + 1 :] if not inline else []:
            if not item.lstrip().startswith("-"):
                break
            items.append(item.strip(" -"))
        tags = [item.strip(" \"'").lower().partition("-")[0] for item in items]
        known = tuple(dict.fromkeys(tag for tag in tags if tag.isalpha() and len(tag) in (2, 3)))
        return known if "multilingual" not in tags else ()
    return ()


def _card(folder: Path) -> str:
    card = folder / "README.md"
    if not card.is_file():
        return ""
    with card.open(encoding="utf-8", errors="replace") as file:
        return file.read(200_000)


def _modules(folder: Path) -> dict[str, list[str]]:
    """Module kind → folders, in order. Unsupported kinds are refused, never skipped."""
    path = folder / "modules.json"
    if not path.is_file():
        return {"Transformer": [""]}
    found: dict[str, list[str]] = {}
    listed = json_of(path)
    if not isinstance(listed, list):
        raise _bad_config(path, "a list of modules")
    for module in listed:
        kind = str(module.get("type", "")).rpartition(".")[2]
        relative = str(module.get("path", ""))
        if kind not in {"Transformer", "Pooling", "Dense", "Normalize"}:
            raise ModelSourceError(
                code="model.architecture",
                expected="the modules Transformer, Pooling, Dense and Normalize",
                found=f"a module of the kind {kind!r}",
                remedy="choose a model without it",
            )
        if Path(relative).is_absolute() or ".." in Path(relative).parts:
            raise _bad_config(path, "module paths inside the model's folder")
        found.setdefault(kind, []).append(relative)
    if len(found.get("Transformer", [])) != 1:
        raise _bad_config(path, "exactly one Transformer module")
    return found


def _weights(folder: Path) -> TensorFiles:
    files = TensorFiles.in_folder(folder)
    if files is not None:
        return files
    pickled = [name for name in _PICKLES if (folder / name).exists()]
    if pickled:
        raise ModelSourceError(
            code="model.pickle-only",
            expected="weights as model.safetensors",
            found=f"only {pickled[0]}, a pickle, which could run code and is never opened",
            remedy="save the model as safetensors where you trust it "
            "(save_pretrained(..., safe_serialization=True)) and choose that folder",
        )
    raise ModelSourceError(
        code="model.no-safetensors",
        expected="weights as model.safetensors",
        found="none in the folder",
        remedy="check that the download is complete",
    )


def _pooling(config: Mapping[str, Any]) -> tuple[str, ...]:
    modes = config.get("pooling_mode")
    if modes is None:
        modes = [mode for key, mode in _LEGACY_POOLINGS.items() if config.get(key)]
    chosen = (modes,) if isinstance(modes, str) else tuple(modes)
    unknown = [mode for mode in chosen if mode not in POOLINGS]
    if unknown or not chosen or not config.get("include_prompt", True):
        raise ModelSourceError(
            code="model.pooling",
            expected=f"pooling by {', '.join(POOLINGS)}, prompt included",
            found=f"{', '.join(unknown) or 'another setting'}",
            remedy="choose a model with one of these poolings",
        )
    return chosen


def _dense(folder: Path) -> DenseLayer:
    config = _json(folder / "config.json")
    function = str(config.get("activation_function", "torch.nn.modules.activation.Tanh"))
    activation = function.rpartition(".")[2]
    if activation not in {"Identity", "Tanh", "ReLU", "GELU"} or config.get("use_residual"):
        raise ModelSourceError(
            code="model.architecture",
            expected="a Dense module with Identity, Tanh, ReLU or GELU and no residual",
            found=f"{activation}",
            remedy="choose a model without it",
        )
    return DenseLayer(_weights(folder), activation)


def _max_length(folder: Path, config: Mapping[str, Any], settings: Mapping[str, Any]) -> int:
    """Maximum number of tokens: the model's own setting, but at most its number of positions."""
    positions = int(config.get("max_position_embeddings", 512))
    if config.get("model_type") in {"roberta", "xlm-roberta", "camembert", "mpnet"}:
        positions -= int(config.get("pad_token_id", 1)) + 1
    tokenizer = _optional_json(folder / "tokenizer_config.json")
    wished = settings.get("max_seq_length") or tokenizer.get("model_max_length") or positions
    return max(8, min(int(wished), positions))


def _json(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        raise ModelSourceError(
            code="model.config",
            expected=f"the file {path.name} in {path.parent.name}",
            found="no such file",
            remedy="check that the download is complete",
        )
    found = json_of(path)
    if not isinstance(found, dict):
        raise _bad_config(path, "a JSON object")
    return found


def _optional_json(path: Path) -> Mapping[str, Any]:
    return _json(path) if path.is_file() else {}


def json_of(path: Path) -> Any:
    """The JSON value of a file of the model.

    Raises:
        ModelSourceError: the file is not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _bad_config(path, "JSON") from error


def _bad_config(path: Path, expected: str) -> ModelSourceError:
    return ModelSourceError(
        code="model.config",
        expected=f"{expected} in {path.name}",
        found="something else",
        remedy="check that the download is complete",
    )
