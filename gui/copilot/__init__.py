"""The clipboard copilot: copying the same text twice within a second shows suggestions.

Kept lightweight, because the process that watches the clipboard imports it too.
"""
