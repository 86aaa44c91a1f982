"""Runs: a folder each, a process of their own, and what watches over them.

The engine's side (`folder`, `dataset`, `supervisor`, `machine`) loads no torch; the trainer's
(`trainer`, `loop`, `learner`, `checkpoint`, `group`) does, and only its process loads it.
"""
