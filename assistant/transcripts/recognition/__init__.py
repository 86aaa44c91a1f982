"""Recognises the tool and the settings of an export, and how to read it."""
