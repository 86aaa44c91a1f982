"""Kills a worker at random moments of a reply, and checks that the reply is the same."""

from __future__ import annotations

import random

import psutil

from assistant.models.generation import Begun, FellBack, GenerationRequest, Piece
from assistant.models.supervisor import Supervisor
from tests.tiny_dialogue import told


def kill_at_random(
    supervisor: Supervisor, request: GenerationRequest, *, times: int, rng: random.Random
) -> None:
    """Generate replies, and kill the worker at a random event of each.

    Every reply must be the same as an undisturbed one, and no process may be left over.
    """
    expected, _ = told(supervisor.generate(request))
    assert expected
    events = sum(1 for _ in supervisor.generate(request))
    killed: list[int] = []
    while len(killed) < times:
        moment, text, fell = rng.randrange(events), "", 0
        for number, event in enumerate(supervisor.generate(request)):
            if isinstance(event, Begun):
                text = ""
            elif isinstance(event, Piece):
                text += event.text
            fell += isinstance(event, FellBack)
            pid = supervisor.worker_pid()
            if number == moment and pid is not None:
                psutil.Process(pid).kill()
                killed.append(pid)
        assert text == expected
        assert fell <= 2
        assert supervisor.status().state == "ready"
    told(supervisor.generate(request))
    assert not [pid for pid in killed if psutil.pid_exists(pid)]
