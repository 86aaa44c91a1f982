"""Spell checking with the dictionaries of this computer, in a separate process."""
