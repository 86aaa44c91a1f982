"""Tuning of the search's embedding model on a company's pairs of questions and answers."""
