"""The decoder of the starter model: Qwen3 of transformers, which many runtimes support."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import Qwen3Config, Qwen3ForCausalLM

from assistant.prompt import END, MARKERS, PADDING
from training.learning.losses import token_losses
from training.starter.recipe import Shape


def build(shape: Shape, *, seed: int) -> Qwen3ForCausalLM:
    """Create a float32 model with random weights, determined by the seed."""
    torch.manual_seed(seed)
    config = Qwen3Config(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        intermediate_size=shape.inner,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.key_heads,
        head_dim=shape.head_size,
        max_position_embeddings=shape.context,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=MARKERS.index(END),
        pad_token_id=MARKERS.index(PADDING),
        initializer_range=0.02,
    )
    model = Qwen3ForCausalLM(config)
    for name, weights in model.named_parameters():
        # output projections start at zero, so that each block starts as the identity
        if name.endswith(("o_proj.weight", "down_proj.weight")):
            nn.init.zeros_(weights)
    return model


def loss_of(model: Qwen3ForCausalLM, ids: Tensor, learnt: Tensor) -> Tensor:
    """Mean cross entropy (nats) of the tokens to learn; arguments as in `token_losses`."""
    return token_losses(model, ids, learnt).mean()
