"""The mood head that ships with the program, written by `python -m benchmarks.fit_mood`."""
