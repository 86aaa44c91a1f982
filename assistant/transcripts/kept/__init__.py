"""Keeps the conversations of exports, without personal data, in an encrypted file of its own.

Training reads them through `TranscriptStore.conversations`, which yields approved sets only.
"""

from assistant.transcripts.kept.records import KeptConversation, KeptTurn
from assistant.transcripts.kept.store import TranscriptStore

__all__ = ["KeptConversation", "KeptTurn", "TranscriptStore"]
