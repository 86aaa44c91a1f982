"""Scores of a converted model at every position of the fixed set, through onnxruntime-genai."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime_genai as genai

from assistant.models.convert.genai_config import nearest_layers
from assistant.models.convert.texts import Text
from assistant.models.parity import Scores, surprise_of

_PIECE: Final = 64
"""Tokens read at once: with a vocabulary of 150,000, their logits take 40 MB."""


def score(folder: Path, texts: list[Text], into: list[Scores]) -> Iterator[tuple[int, int]]:
    """Read every text; yields (done, total) and appends the result to `into` at the end."""
    genai.disable_telemetry_events()  # nothing may leave the machine
    model = genai.Model(str(folder))
    least = nearest_layers(folder)
    likeliest, surprise, tokens = [], 0.0, 0
    for done, text in enumerate(texts):
        yield done, len(texts)
        parameters = genai.GeneratorParams(model)
        parameters.set_search_options(max_length=max(len(text.ids) + 1, least), do_sample=False)
        generator = genai.Generator(model, parameters)
        best = []
        for begin in range(0, len(text.ids), _PIECE):
            end = min(begin + _PIECE, len(text.ids))
            generator.append_tokens(text.ids[begin:end].astype(np.int32))
            logits = np.asarray(generator.get_output("logits"), np.float32)[0]
            best.append(logits.argmax(axis=-1))
            # the logits at a position predict the token after it
            first, last = max(begin, text.reply - 1), min(end, len(text.ids) - 1)
            if first < last:
                wanted = text.ids[first + 1 : last + 1]
                surprise += surprise_of(logits[first - begin : last - begin], wanted)
                tokens += len(wanted)
        likeliest.append(np.concatenate(best))
    into.append(Scores(likeliest, surprise, tokens))
