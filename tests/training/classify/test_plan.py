"""Batches by label: each example once per epoch, labels in small groups, deterministic."""

from __future__ import annotations

from collections import Counter

import pytest

from training.classify.plan import TOGETHER, LabelBalancedPlan

LABELS = [number % 7 for number in range(100)] + [7, 7, 7, 8]


@pytest.mark.parametrize("batch", [8, 16, 64])
def test_every_example_is_learnt_once_a_pass(batch: int) -> None:
    plan = LabelBalancedPlan(LABELS, batch=batch, epochs=1, seed=3)
    seen = Counter(place for step in range(plan.steps) for place in plan.batch(step))
    assert seen == dict.fromkeys(range(len(LABELS)), 1)
    assert all(len(plan.batch(step)) <= batch for step in range(plan.steps))


def test_nearly_every_example_has_a_partner_of_its_label() -> None:
    plan = LabelBalancedPlan(LABELS, batch=16, epochs=1, seed=3)
    alone = 0
    for step in range(plan.steps):
        counts = Counter(LABELS[place] for place in plan.batch(step))
        alone += sum(count == 1 for count in counts.values())
    assert alone <= len(set(LABELS))


def test_a_step_is_the_same_wherever_one_begins() -> None:
    one, other = (LabelBalancedPlan(LABELS, batch=4 * TOGETHER, epochs=3, seed=3) for _ in range(2))
    forward = [list(one.batch(step)) for step in range(one.steps)]
    backward = [list(other.batch(step)) for step in reversed(range(other.steps))]
    assert forward == backward[::-1]
    assert forward[0] != forward[one.steps // 3]
