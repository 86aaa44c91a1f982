"""Hyper-parameter search by short trials before the full run, with Optuna's TPE sampler (Bergstra
et al. 2011, "Algorithms for hyper-parameter optimization").

The results are stored in the dataset: an interrupted search continues with the next trial. Only the
trainer process loads this module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import optuna
import torch
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution

from training.learning.plans import LengthGroupedPlan
from training.recipes.dialogue_tuning import DialogueTuning
from training.replies.decoder import DecoderLearner
from training.runs.errors import OutOfMemoryError, is_out_of_memory
from training.runs.learner import Plan
from training.runs.loop import cosine_rate_factor, seed_generators
from training.runs.trainer import TrainerRun

_KEPT: Final = "trials"
_RANKS: Final = (4, 8, 16, 32, 64)


def best(
    run: TrainerRun, recipe: DialogueTuning, make: Callable[[DialogueTuning], DecoderLearner]
) -> DialogueTuning:
    """The recipe with the settings that reached the best quality on the held-out part.

    Args:
        make: Creates a learner with an untrained copy of the base model.

    Raises:
        StoppedError: The run was paused or cancelled; do not catch it.
        OutOfMemoryError: Not even one example fits into memory.
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize")
    space, found = _space(recipe), run.dataset.kept(_KEPT) or []
    for one in found:
        study.add_trial(_remembered(one, space))
    for number in range(len(found), recipe.trials):
        run.heed(_nothing_to_save)
        # a new sampler for each trial: after a restart, one sampler would draw other values
        study.sampler = optuna.samplers.TPESampler(seed=recipe.seed + number)
        if number == 0:
            study.enqueue_trial(_own(recipe, space))  # the recipe's own settings are the baseline
        trial = study.ask(space)
        value = _short_run(run, recipe.model_copy(update=trial.params), make)
        study.tell(trial, value)
        found.append({"params": trial.params, "value": value})
        if run.group.is_main:
            run.dataset.keep(_KEPT, found)
    return recipe.model_copy(update=study.best_params)


def _space(recipe: DialogueTuning) -> dict[str, BaseDistribution]:
    rate = recipe.learning_rate
    space: dict[str, BaseDistribution] = {
        "learning_rate": FloatDistribution(rate / 8, min(1.0, rate * 8), log=True)
    }
    if recipe.method != "full":
        ranks = sorted({*_RANKS, recipe.rank})
        space["rank"] = CategoricalDistribution(ranks)
        space["dropout"] = FloatDistribution(0.0, max(0.2, recipe.dropout))
    return space


def _own(recipe: DialogueTuning, space: dict[str, BaseDistribution]) -> dict[str, Any]:
    return {name: getattr(recipe, name) for name in space}


def _remembered(
    one: dict[str, Any], space: dict[str, BaseDistribution]
) -> optuna.trial.FrozenTrial:
    return optuna.trial.create_trial(params=one["params"], distributions=space, value=one["value"])


def _short_run(
    run: TrainerRun, recipe: DialogueTuning, make: Callable[[DialogueTuning], DecoderLearner]
) -> float:
    """Train for a share of a run; returns the quality reached."""
    learner = make(recipe)
    plan = LengthGroupedPlan(
        learner.sizes(), batch=recipe.batch, epochs=recipe.epochs * recipe.trial_share,
        seed=recipe.seed,
    )  # fmt: skip
    optimizer = learner.optimizer(recipe)
    heights = [group["lr"] for group in optimizer.param_groups]
    micro_batch_size = learner.micro_batch_size(recipe)
    for step in range(plan.steps):
        run.heed(_nothing_to_save)
        learner.model.train()
        micro_batch_size = _gradients(learner, plan, step, micro_batch_size, recipe)
        factor = cosine_rate_factor((step + 1) / (plan.steps + 1), recipe.warm_up)
        for group, height in zip(optimizer.param_groups, heights, strict=True):
            group["lr"] = height * factor
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        learner.stepped(step + 1)
    learner.model.eval()
    with torch.no_grad():
        return float(learner.measure()[recipe.quality])


def _gradients(
    learner: DecoderLearner, plan: Plan, step: int, micro_batch_size: int, recipe: DialogueTuning
) -> int:
    """Accumulate the gradients of a step; returns the micro-batch size, which is halved whenever
    memory runs out.

    Raises:
        OutOfMemoryError: Not even one example fits into memory.
    """
    while True:
        learner.model.zero_grad(set_to_none=True)
        seed_generators(recipe.seed, step, 0)
        try:
            pieces = learner.pieces(plan.batch(step), micro_batch_size)
            weight = sum(learner.learn(piece, step).weight for piece in pieces)
            break
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
        if micro_batch_size <= 1:
            raise OutOfMemoryError(
                expected="memory for one example at a time", found="too little",
                remedy="Close other programs, choose shorter examples or a smaller model",
            )  # fmt: skip
        micro_batch_size //= 2
    trained = [one for one in learner.model.parameters() if one.grad is not None]
    torch._foreach_div_([one.grad for one in trained], max(weight, 1e-12))
    if recipe.clip:
        torch.nn.utils.clip_grad_norm_(trained, recipe.clip)
    return micro_batch_size


def _nothing_to_save() -> None:
    """Do nothing: an interrupted trial is run again."""
