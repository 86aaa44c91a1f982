"""Losses of decoders: cross entropy of the tokens to learn, and direct preference optimization.

Logits are computed only for the tokens to learn, which saves much work if prompts are longer than
replies. Large logits are computed in parts and recomputed in the backward pass, so that the whole
matrix is never in memory.
"""

from __future__ import annotations

from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

_CELLS: Final = 1 << 25
"""Maximum number of logits computed at once: 128 MB in single precision."""


def token_losses(model: Any, ids: Tensor, learnt: Tensor) -> Tensor:
    """The cross entropy (nats) of each token to learn, row by row.

    Args:
        model: A causal decoder of transformers with `model` and `lm_head`.
        ids: (rows, length), right-padded; causal attention never attends to the padding.
        learnt: (rows, length), True for tokens to learn.

    Returns:
        One loss per token to learn, in single precision.
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
    """(rows,) sum of the token losses of each row: the negative log-probability of its reply."""
    rows = learnt[:, 1:].nonzero()[:, 0]
    return losses.new_zeros(len(learnt)).index_add(0, rows, losses)


def preference_losses(margins: Tensor, known: Tensor, beta: float) -> Tensor:
    """The loss of each pair of replies by direct preference optimization (Rafailov et al. 2023).

    Args:
        margins: (pairs,), log-probability of the chosen reply minus that of the rejected one.
        known: (pairs,), the same under the reference model.
        beta: How strongly the model is held to the reference.
    """
    return -nn.functional.logsigmoid(beta * (margins - known))


def _surprise(model: Any, rows: Tensor, wanted: Tensor) -> Tensor:
    logits = model.lm_head(rows).float()
    cap = getattr(model.config, "final_logit_softcapping", None)  # Gemma 2
    if cap:
        logits = cap * torch.tanh(logits / cap)
    return nn.functional.cross_entropy(logits, wanted, reduction="none")
