"""Spell check with the dictionaries of this computer, in a process of its own."""
