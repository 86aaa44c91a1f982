"""The fixed comparison set as token ids of one model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.models.generation import Rendering
from assistant.models.parity_texts import cases
from assistant.models.worker.rendering import Vocabulary, renderer

_LONGEST: Final = 1024


@dataclass(frozen=True, slots=True)
class Text:
    """Token ids of a prompt with its reply; the reply begins at index `reply`."""

    ids: NDArray[np.int64]
    reply: int


def texts(folder: Path, rendering: Rendering, *, context: int, end: int) -> list[Text]:
    """The fixed set, rendered as for drafting.

    Args:
        folder: Holds the tokenizer and, for a third-party model, the chat template.
        context: The model's context length: longer texts lose their beginning.
        end: The token that ends a reply.

    Raises:
        ModelLoadError: The tokenizer cannot be used.
        ChatTemplateError: The template is missing or breaks the rules.
    """
    vocabulary = Vocabulary(folder)
    render = renderer(rendering, vocabulary, folder)
    made = []
    for prompt, reply in cases():
        before = render.ids(prompt)
        after = [*vocabulary.encode_text(reply), end]
        limit = min(_LONGEST, context - 1)  # a runtime needs room for one more
        after = after[: limit // 2]
        before = before[-(limit - len(after)) :]
        made.append(Text(np.array(before + after, np.int64), len(before)))
    return made
