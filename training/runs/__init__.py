"""Training runs: each has its own folder and its own process, supervised by the engine.

The engine's side (`folder`, `dataset`, `supervisor`, `machine`) loads no torch; the trainer's
(`trainer`, `loop`, `learner`, `checkpoint`, `group`) does, and only the trainer process loads it.
"""
