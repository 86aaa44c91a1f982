"""The worker killed again and again: no reply is lost, none is mixed, no process is left."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from assistant.models.generation import GenerationRequest
from assistant.models.supervisor import Patience, Supervisor
from tests.tiny_dialogue import PROMPT, local_model
from tests.worker_kills import kill_at_random


@pytest.mark.soak
def test_fifty_kills_at_random_moments(tmp_path: Path, rng: random.Random) -> None:
    supervisor = Supervisor(patience=Patience(deaths=1000))
    for own in (True, False):
        supervisor.load(local_model(tmp_path / str(own), own=own))
        kill_at_random(supervisor, GenerationRequest(PROMPT, max_tokens=150), times=25, rng=rng)
    supervisor.unload()
