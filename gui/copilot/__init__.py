"""The clipboard copilot: the same text copied twice within a second brings suggestions.

Light on purpose: the process that watches the clipboard loads it too.
"""
