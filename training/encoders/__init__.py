"""Embedding models in torch, for training; the tuning of intents and of the search uses them."""
