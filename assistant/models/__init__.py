"""Dialogue models: the shelf they stand on, how they get there, and the processes that run them."""
