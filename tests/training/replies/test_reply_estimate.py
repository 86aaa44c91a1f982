"""The estimate of a fine-tuning run."""

from __future__ import annotations

from dataclasses import replace

from training.replies.estimating import memory_bytes
from training.replies.speed_probe import Probe

TRIED = Probe(
    start_s=1.0, learn_s=0.1, read_s=0.1, write_s=0.1, memory_bytes=1_000, trained_bytes=10,
    device="cpu",
)  # fmt: skip


def test_a_processor_comes_to_have_more_than_its_first_steps_take():
    assert memory_bytes(TRIED) == 1_300
    assert memory_bytes(replace(TRIED, device="cuda")) == 1_000
