"""Converts third-party models with onnxruntime-genai's builder (needs torch and transformers)."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

from onnxruntime_genai.models import builder

from assistant.models.convert.families import bound_window, mend_builder, tell_positions
from assistant.models.inspection import read_json
from assistant.models.manifest import Precision

_OFFLINE = "hf_token=false"
_BEST_INT4 = "algo_config=k_quant_mixed"
"""Four-bit k-quantisation, with eight bits for the last projection and the most important layers.
"""
_PLAIN_INT4 = "algo_config=default"
_PAIR_OF_BLOCKS = 64
_UNREAD = (
    "tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "special_tokens_map.json",
    "added_tokens.json", "vocab.json", "merges.txt",
)  # fmt: skip
"""Files the builder copies and no runtime reads: tokenization happens elsewhere."""


def build(source: Path, target: Path, precision: Precision, scratch: Path) -> None:
    """Convert an inspected folder.

    Args:
        scratch: Folder for the builder's temporary files; removed at the end.
    """
    places = ("", str(source), str(target), precision, "cpu", str(scratch))
    try:
        options = builder.parse_extra_options(*places, _options(source, precision))
        config = options["hf_details"]["hf_config"]
        tell_positions(config)
        bound_window(config)
        mend_builder()
        builder.create_model(*places, **options)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for name in _UNREAD:
        (target / name).unlink(missing_ok=True)
    gc.collect()


def _options(source: Path, precision: Precision) -> list[str]:
    if precision == "fp32":
        return [_OFFLINE]
    config = read_json(source, "config.json")
    widths = (config["hidden_size"], config.get("intermediate_size", 0))
    # onnxruntime's k-quantisation packs blocks in pairs and fails on an odd number of them
    paired = all(width % _PAIR_OF_BLOCKS == 0 for width in widths)
    return [_OFFLINE, _BEST_INT4 if paired else _PLAIN_INT4]
