"""Measures the quality of drafts against the replies that people wrote."""
