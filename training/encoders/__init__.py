"""Embedding models in training: loaded from safetensors, exported as the engine serves them."""
