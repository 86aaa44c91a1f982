"""Reads conversations from exports, with one reader per format, and from copied chats."""

from assistant.transcripts.reading import read_file
from assistant.transcripts.records import ConversationRecord, MessageRecord, Role, Status

__all__ = ["ConversationRecord", "MessageRecord", "Role", "Status", "read_file"]
