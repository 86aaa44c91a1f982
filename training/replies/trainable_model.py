"""Loads a model, makes it trainable (LoRA, AdaLoRA or all weights) and writes the result.

Only the trainer process loads this module.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
import transformers
from peft import AdaLoraConfig, LoraConfig, get_peft_model
from peft.tuners.tuners_utils import BaseTunerLayer
from safetensors import safe_open

from training.recipes.dialogue_tuning import DialogueTuning
from training.replies.ranks import Ranks

_SHARD: Final = "4GB"


@dataclass(frozen=True, slots=True)
class TrainableModel:
    """A model ready for training.

    Attributes:
        whole: The module with the trainable weights: a PEFT model, or the model itself.
        model: The decoder inside it, with `model` and `lm_head`.
        ranks: AdaLoRA's rank allocation; None for other methods.
    """

    whole: Any
    model: Any
    ranks: Ranks | None = None


def load(folder: Path, device: str, *, frozen: bool) -> Any:
    """Load a model of the shelf: in bfloat16 if `frozen` and on a GPU, else in float32."""
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    half = frozen and device.startswith("cuda")
    model = transformers.AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.bfloat16 if half else torch.float32, use_safetensors=True,
        local_files_only=True, trust_remote_code=False,
    )  # fmt: skip
    return model.to(device)


def made_trainable(
    model: Any, recipe: DialogueTuning, *, steps: int, checkpointing: bool
) -> TrainableModel:
    """Make a model trainable by the recipe's method.

    Args:
        steps: Steps of the whole run; AdaLoRA prunes ranks during the first two thirds.
        checkpointing: Recompute activations in the backward pass: less memory, a third more time.
    """
    torch.manual_seed(recipe.seed)
    if checkpointing:
        # older releases of transformers only have `gradient_checkpointing_enable`
        enable = getattr(model, "activation_checkpointing_enable", None)
        (enable or model.gradient_checkpointing_enable)({"use_reentrant": False})
    if recipe.method == "full":
        for parameter in model.parameters():
            parameter.requires_grad_(True)
        return TrainableModel(model, model)
    if checkpointing:
        model.enable_input_require_grads()
    whole = get_peft_model(model, _config(recipe, steps))
    inner = whole.get_base_model()
    return TrainableModel(whole, inner, Ranks(whole) if recipe.method == "adalora" else None)


def publish(trainable: TrainableModel, base: Path, folder: Path, *, share: float = 1.0) -> None:
    """Write the trained model, with adapters merged, and the other files of its base.

    The weights keep the dtype of the base.

    Args:
        share: Interpolation between base (0) and trained weights (1). Values in between keep most
            of the abilities of both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot
            models").
    """
    kind = transformers.AutoModelForCausalLM.from_pretrained(
        base, dtype="auto", local_files_only=True, trust_remote_code=False, device_map="meta"
    ).dtype
    whole = trainable.whole
    if whole is not trainable.model:
        _scale(whole, share)
        whole = whole.merge_and_unload(safe_merge=True)
    elif share < 1:
        _mix(whole, base, share)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with torch.inference_mode():
        whole.to("cpu", kind).save_pretrained(folder, max_shard_size=_SHARD)
    for path in base.iterdir():
        weights = path.name.endswith((".safetensors", ".safetensors.index.json"))
        if path.is_file() and not weights:
            # the base's own file, which was inspected, replaces one that `save_pretrained` wrote
            shutil.copyfile(path, folder / path.name)


def _scale(whole: Any, share: float) -> None:
    """Scale the adapters of a PEFT model by `share`."""
    for module in whole.modules():
        if isinstance(module, BaseTunerLayer):
            layer: Any = module  # `scaling` is not declared, but LoRA and AdaLoRA layers have it
            layer.scaling = {name: share * value for name, value in layer.scaling.items()}


def _mix(model: Any, base: Path, share: float) -> None:
    """Interpolate, in place, between the weights of the base and those of the model."""
    learnt = dict(model.named_parameters())
    with torch.no_grad():
        for path in base.glob("*.safetensors"):
            with safe_open(path, framework="pt") as file:
                for name in file.keys() & learnt.keys():
                    value = learnt[name]
                    value.copy_(torch.lerp(file.get_tensor(name).to(value), value, share))


def _config(recipe: DialogueTuning, steps: int) -> LoraConfig:
    common: dict[str, Any] = {
        "lora_alpha": 2 * recipe.rank, "lora_dropout": recipe.dropout, "bias": "none",
        "target_modules": "all-linear", "task_type": "CAUSAL_LM",
    }  # fmt: skip
    if recipe.method == "lora":
        return LoraConfig(r=recipe.rank, **common)
    return AdaLoraConfig(
        init_r=recipe.rank + recipe.rank // 2, target_r=recipe.rank, total_step=max(3, steps),
        tinit=max(1, steps // 6), tfinal=max(1, steps // 3), deltaT=max(1, steps // 50),
        **common,
    )  # fmt: skip
