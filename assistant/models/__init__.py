"""Dialogue models: the shelf of installed ones, adding them, and the processes that run them."""
