"""Replies: the dialogue model fine-tuned on what agents wrote, and on what they changed."""
