"""Intent and mood of a message: fitted heads on top of an embedding, without torch."""
