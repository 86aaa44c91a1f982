"""`genai_config.json`, which tells onnxruntime-genai how to run a graph: written and checked here.

The file is written for Replydesk's own models. One that comes from elsewhere can name native
libraries to load, so it is accepted only if it contains nothing but known settings.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from assistant.models.inspection import read_json
from assistant.models.untrusted_folder import refuse
from assistant.prompt import END, MARKERS, PADDING

if TYPE_CHECKING:
    from assistant.models.convert.dimensions import Dimensions

CONFIG: Final = "genai_config.json"
_SESSION: Final = frozenset({"log_id", "provider_options", "intra_op_num_threads",
                             "inter_op_num_threads", "enable_mem_pattern",
                             "enable_cpu_mem_arena", "graph_optimization_level"})  # fmt: skip
_MODEL: Final = frozenset({"bos_token_id", "context_length", "decoder", "eos_token_id",
                           "pad_token_id", "type", "vocab_size", "bot_token_id", "eot_token_id",
                           "bor_token_id", "eor_token_id", "sep_token_id"})  # fmt: skip
_DECODER: Final = frozenset({"session_options", "filename", "head_size", "hidden_size", "inputs",
                             "outputs", "num_attention_heads", "num_hidden_layers",
                             "num_key_value_heads", "sliding_window", "layer_types"})  # fmt: skip


def write_config(target: Path, source: Path, dimensions: Dimensions) -> None:
    """Write the file for one of Replydesk's own models."""
    end = read_json(source, "config.json").get("eos_token_id", MARKERS.index(END))
    config = {
        "model": {
            "type": "qwen3",
            "bos_token_id": MARKERS.index(PADDING),
            "eos_token_id": end,
            "pad_token_id": MARKERS.index(PADDING),
            "vocab_size": dimensions.vocabulary,
            "context_length": dimensions.context,
            "decoder": _decoder(dimensions),
        },
        "search": {
            "do_sample": False,
            "max_length": dimensions.context,
            "num_beams": 1,
            "past_present_share_buffer": True,
        },
    }
    (target / CONFIG).write_text(json.dumps(config, indent=1), encoding="utf-8")


def _decoder(dimensions: Dimensions) -> dict[str, Any]:
    return {
        "filename": "model.onnx",
        "session_options": {"log_id": "replydesk", "provider_options": []},
        "hidden_size": dimensions.hidden,
        "head_size": dimensions.head_size,
        "num_attention_heads": dimensions.heads,
        "num_key_value_heads": dimensions.key_heads,
        "num_hidden_layers": dimensions.layers,
        "inputs": {
            "input_ids": "input_ids",
            "attention_mask": "attention_mask",
            "past_key_names": "past_key_values.%d.key",
            "past_value_names": "past_key_values.%d.value",
        },
        "outputs": {
            "logits": "logits",
            "present_key_names": "present.%d.key",
            "present_value_names": "present.%d.value",
        },
    }


def check_config(folder: Path) -> str:
    """Check that a converted folder's file contains only settings known to be harmless.

    Returns:
        The file name of the graph.

    Raises:
        ModelRefusedError: `shelf.runtime-config`.
    """
    config = read_json(folder, CONFIG)
    model = _table(config, "model")
    decoder = _table(model, "decoder")
    session = _table(decoder, "session_options")
    unknown = {*config} - {"model", "search"} | {*model} - _MODEL | {*decoder} - _DECODER
    unknown |= {*session} - _SESSION
    if unknown:
        _refuse(f"settings that are not known: {', '.join(sorted(map(str, unknown)))[:100]}")
    if session.get("provider_options"):
        _refuse("settings of another device")
    name = decoder.get("filename")
    if not isinstance(name, str) or name != Path(name).name or not name.endswith(".onnx"):
        _refuse("a graph outside the folder")
    return name


def nearest_layers(folder: Path) -> int:
    """Sliding-window size in tokens; 0 if the graph has no such layers.

    onnxruntime-genai rejects a cache smaller than this, even for shorter texts.
    """
    sliding = read_json(folder, CONFIG)["model"]["decoder"].get("sliding_window") or {}
    return int(sliding.get("window_size", 0))


def _table(within: dict[str, Any], name: str) -> dict[str, Any]:
    found = within.get(name)
    if not isinstance(found, dict):
        _refuse(f"no table {name}")
    return found


def _refuse(found: str) -> NoReturn:
    refuse(
        "shelf.runtime-config",
        f"{CONFIG} as onnxruntime-genai's builder writes it for a processor",
        found,
        "Convert the model again with Replydesk, on a machine that has torch",
    )
