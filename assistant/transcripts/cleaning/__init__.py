"""Messages without what is not theirs: markup, quoted history, signatures, greetings.

What is cut is kept beside the message, with its place, so that it can be shown and put back.
"""

from assistant.transcripts.cleaning.cutting import EVERYTHING, cleaned

__all__ = ["EVERYTHING", "cleaned"]
