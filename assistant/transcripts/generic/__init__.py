"""Reads conversations from tables and JSON of unknown tools, by their column and key names."""
