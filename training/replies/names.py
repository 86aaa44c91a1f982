"""Names of what a run leaves, for both sides of it."""

from typing import Final

MODEL: Final = "model"
"""Folder below a run's `out` with the finished model."""
DRAFTS: Final = "drafts"
"""Document of a dataset: held-out questions with the drafts of both models."""
REHEARSAL: Final = "rehearsal"
"""Document of a dataset: questions of another company, and once the trainer began, what the model
before drafts for them."""
CARD: Final = "replydesk.json"
"""What one of our own models says of itself, in its folder."""
