"""Names of files and documents that the trainer and the engine share."""

from typing import Final

MODEL: Final = "model"
"""Folder in a run's `out` with the finished model."""
DRAFTS: Final = "drafts"
"""Document of a dataset: held-out questions with the drafts of both models."""
REHEARSAL: Final = "rehearsal"
"""Document of a dataset: questions of another company, to which the trainer adds the drafts of the
base model."""
CARD: Final = "replydesk.json"
"""File in the folder of one of Replydesk's own models that describes it."""
