"""The thread: one conversation with its customer and messages."""
