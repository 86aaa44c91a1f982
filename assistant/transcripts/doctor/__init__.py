"""Assesses an export: which conversations are usable, and which training they are enough for."""
