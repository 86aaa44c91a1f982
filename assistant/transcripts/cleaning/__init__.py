"""Cuts markup, quoted history, signatures and greetings out of messages.

What is cut is kept beside the message, with its position, so that it can be shown and restored.
"""

from assistant.transcripts.cleaning.cutting import EVERYTHING, cleaned

__all__ = ["EVERYTHING", "cleaned"]
