"""What a decoder is judged by while it learns: the surprise of the tokens it should foresee.

Only those tokens meet the vocabulary, which saves much of the work where prompts are longer than
replies; with a large vocabulary their rows are computed in parts and again on the way back, so
that the whole table of them never stands in memory.
"""

from __future__ import annotations

from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

_CELLS: Final = 1 << 25
"""Rows times vocabulary that are computed at once: 128 MB in single precision."""


def token_losses(model: Any, ids: Tensor, learnt: Tensor) -> Tensor:
    """The cross entropy (nats) of each learnt token, row by row.

    Args:
        model: A causal decoder of transformers' with `model` and `lm_head`.
        ids: (rows, length), padded behind; causal attention never looks there.
        learnt: (rows, length), true where the token is one to foresee.

    Returns:
        As many losses as there are learnt tokens, in single precision.
    """
    hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state
    chosen = learnt[:, 1:]
    rows, wanted = hidden[:, :-1][chosen], ids[:, 1:][chosen]
    part = max(1, _CELLS // model.config.vocab_size)
    if len(rows) <= part:
        return _surprise(model, rows, wanted)
    parts = zip(rows.split(part), wanted.split(part), strict=True)
    return torch.cat(
        [checkpoint(_surprise, model, some, ids_, use_reentrant=False) for some, ids_ in parts]
    )


def row_sums(losses: Tensor, learnt: Tensor) -> Tensor:
    """Losses of tokens added up for each row: minus the log-probability of its reply."""
    rows = learnt[:, 1:].nonzero()[:, 0]
    return losses.new_zeros(len(learnt)).index_add(0, rows, losses)


def preference_losses(margins: Tensor, known: Tensor, beta: float) -> Tensor:
    """The loss of each pair of replies: direct preference optimisation (Rafailov et al. 2023).

    Args:
        margins: (pairs,), log-probability of the chosen reply less that of the rejected one.
        known: (pairs,), the same under the model that learning began with.
        beta: How hard it is held to that model.
    """
    return -nn.functional.logsigmoid(beta * (margins - known))


def _surprise(model: Any, rows: Tensor, wanted: Tensor) -> Tensor:
    logits = model.lm_head(rows).float()
    cap = getattr(model.config, "final_logit_softcapping", None)  # Gemma 2
    if cap:
        logits = cap * torch.tanh(logits / cap)
    return nn.functional.cross_entropy(logits, wanted, reduction="none")
