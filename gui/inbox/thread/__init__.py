"""One conversation: who it is, what was said."""
