"""Makes drafts of replies."""
