"""LoRA adapters: the checks an adapter must pass before it is merged into its base model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from assistant.models.inspection import read_json, refuse_foreign_code
from assistant.models.safetensors_header import read_header
from assistant.models.untrusted_folder import refuse

CONFIG: Final = "adapter_config.json"
WEIGHTS: Final = "adapter_model.safetensors"
_KNOWN: Final = frozenset({
    "peft_type", "task_type", "r", "lora_alpha", "lora_dropout", "bias", "target_modules",
    "fan_in_fan_out", "use_rslora", "use_dora", "rank_pattern", "alpha_pattern",
    "layers_to_transform", "layers_pattern", "modules_to_save", "init_lora_weights", "lora_bias",
})  # fmt: skip


def inspect_adapter(folder: Path) -> None:
    """Check an adapter's folder and reduce its configuration to the keys that merging needs.

    Raises:
        ModelRefusedError: `shelf.adapter` if it is not a LoRA adapter; or a code for its weights.
    """
    config = read_json(folder, CONFIG)
    refuse_foreign_code(config, CONFIG)
    if config.get("peft_type") != "LORA" or config.get("auto_mapping"):
        refuse(
            "shelf.adapter",
            "a LoRA adapter of a text model",
            "another kind",
            "Merge it into its base model where it was made, and add the result",
        )
    if not (folder / WEIGHTS).is_file():
        refuse("shelf.adapter", f"{WEIGHTS} in the adapter's folder", "none", "Get it as well")
    tensors = read_header(folder / WEIGHTS)
    if not any(".lora_" in name for name in tensors):
        refuse("shelf.adapter", "weights of a LoRA adapter", "others", "Get the adapter again")
    kept = {key: value for key, value in config.items() if key in _KNOWN}
    kept |= {"inference_mode": True, "base_model_name_or_path": None}
    (folder / CONFIG).write_text(json.dumps(kept, indent=1), encoding="utf-8")
