"""`python tiny_trainer.py HOME RUN`: the trainer, with mood replaced by the tiny task."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

if __name__ == "__main__":
    from nursery import find_the_tests

    find_the_tests()
    from training import recipes
    from training.runs import process

    recipes.MODULES["mood"] = "tests.training.runs.tiny_task"
    sys.exit(process.run(Path(sys.argv[1]), sys.argv[2]))
