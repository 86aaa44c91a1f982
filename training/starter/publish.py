"""A trained model as a folder that the shelf takes in."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import PreTrainedTokenizerFast, Qwen3ForCausalLM

from assistant.prompt import END, PADDING
from training.starter.recipe import Recipe

_SHARD = "14MB"


def publish(model: Qwen3ForCausalLM, tokenizer: Tokenizer, recipe: Recipe, folder: Path) -> None:
    """Write half-precision safetensors in shards, tokenizer and rendering into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    half = model.to("cpu", torch.float16)
    half.save_pretrained(folder, max_shard_size=_SHARD)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=END, pad_token=PADDING)
    fast.save_pretrained(folder)
    rendering = {"rendering": recipe.rendering, "languages": ["en"], "card": "README.md"}
    (folder / "replydesk.json").write_text(json.dumps(rendering, indent=1) + "\n", "utf-8")
