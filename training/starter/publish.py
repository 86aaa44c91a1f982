"""Writes a trained starter model as a folder that can be added to the shelf."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import PreTrainedTokenizerFast, Qwen3ForCausalLM

from assistant.prompt import END, PADDING
from training.starter import card
from training.starter.recipe import Recipe

_SHARD = "14MB"
_READABLE = 0o644


def publish(model: Qwen3ForCausalLM, tokenizer: Tokenizer, recipe: Recipe, folder: Path) -> None:
    """Write half-precision safetensors in shards, tokenizer, rendering, card and notices.

    Until it has been measured (`training.starter.card`), it does not write drafts by default.
    """
    folder.mkdir(parents=True, exist_ok=True)
    half = model.to("cpu", torch.float16)
    half.save_pretrained(folder, max_shard_size=_SHARD)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=END, pad_token=PADDING)
    fast.save_pretrained(folder)
    said = {
        "rendering": recipe.rendering, "languages": ["en"], "card": "README.md",
        "closely": True, "writes_by_default": False,
    }  # fmt: skip
    (folder / "replydesk.json").write_text(json.dumps(said, indent=1) + "\n", "utf-8")
    card.describe(folder, {"parameters": model.num_parameters(), **asdict(recipe)})
    for path in folder.iterdir():
        path.chmod(_READABLE)
