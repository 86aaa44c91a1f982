"""Scores of the original weights at every position of the fixed set, through torch."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModelForCausalLM

from assistant.models.convert.texts import Text
from assistant.models.parity import Scores, surprise_of


def score(
    folder: Path, texts: list[Text], into: list[Scores], *, half: bool
) -> Iterator[tuple[int, int]]:
    """Read every text; yields (done, total) and appends the result to `into` at the end.

    Args:
        half: Load as bfloat16, for models too large for an fp32 comparison.
    """
    model = AutoModelForCausalLM.from_pretrained(
        folder,
        dtype=torch.bfloat16 if half else torch.float32,
        use_safetensors=True,
        local_files_only=True,
        trust_remote_code=False,
    ).eval()
    likeliest, surprise, tokens = [], 0.0, 0
    with torch.inference_mode():
        for done, text in enumerate(texts):
            yield done, len(texts)
            logits = model(torch.from_numpy(text.ids)[None], use_cache=False).logits[0]
            likeliest.append(logits.argmax(dim=-1).numpy())
            wanted = text.ids[text.reply :]
            told = logits[text.reply - 1 : -1].float().numpy()
            surprise += surprise_of(np.asarray(told, np.float32), wanted)
            tokens += len(wanted)
    into.append(Scores(likeliest, surprise, tokens))
    del model
    gc.collect()
