"""The head of moods that ships, written by `python -m benchmarks.fit_mood`."""
