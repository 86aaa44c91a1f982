"""What was kept of exports, without personal data, in an encrypted file of its own.

`TranscriptStore.conversations` is the door for those who learn from it: approved sets only.
"""

from assistant.transcripts.kept.records import KeptConversation, KeptTurn
from assistant.transcripts.kept.store import TranscriptStore

__all__ = ["KeptConversation", "KeptTurn", "TranscriptStore"]
