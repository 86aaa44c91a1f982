"""Fine-tuning of the dialogue model on agents' replies, and on their edits of its drafts."""
