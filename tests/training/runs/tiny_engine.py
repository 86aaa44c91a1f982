"""`python tiny_engine.py HOME [forking]`: an engine in a process of its own, with the tiny task.

With `forking`, its trainers are forked from a process that imports torch before the engine starts.
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

if __name__ == "__main__":
    from nursery import find_the_tests

    find_the_tests()
    from assistant import server
    from assistant.paths import Home
    from main import extension
    from tests.training.runs.preloaded import launch_preloaded, preload
    from tests.training.runs.tiny_command import launch_tiny
    from training import recipes
    from training.service import TrainingService

    launch = launch_tiny
    if sys.argv[2:]:
        preload()
        launch = launch_preloaded
    recipes.MODULES["mood"] = "tests.training.runs.tiny_task"
    tiny = dataclasses.replace(
        extension(), part=lambda engine: TrainingService(engine, launch=launch)
    )
    sys.exit(server.serve(Home(Path(sys.argv[1])), extension=tiny))
