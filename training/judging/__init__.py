"""Whether what was trained is better, on conversations it never saw."""
