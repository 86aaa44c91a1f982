"""Judges trained dialogue models on conversations they never saw; the report of every judgement."""
