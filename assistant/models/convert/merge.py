"""Merges a LoRA adapter into the weights of its base model (with peft)."""

from __future__ import annotations

import gc
from pathlib import Path

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM

_SHARD = "4GB"


def merge(base: Path, adapter: Path) -> None:
    """Replace the safetensors of an inspected base model by the merged ones.

    The weights keep their data type, so that a half-precision model does not grow.
    """
    model = AutoModelForCausalLM.from_pretrained(
        base, dtype="auto", use_safetensors=True, local_files_only=True, trust_remote_code=False
    )
    kind = model.dtype
    adapted = PeftModel.from_pretrained(model, str(adapter), local_files_only=True)
    merged = adapted.merge_and_unload(safe_merge=True).to(kind)
    config = (base / "config.json").read_bytes()
    for path in (*base.glob("*.safetensors"), base / "model.safetensors.index.json"):
        path.unlink(missing_ok=True)
    with torch.inference_mode():
        merged.save_pretrained(base, max_shard_size=_SHARD)
    # saving rewrites it: restore the inspected one
    (base / "config.json").write_bytes(config)
    del model, adapted, merged
    gc.collect()
