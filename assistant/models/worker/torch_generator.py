"""The torch runtime, with transformers: on a GPU (CUDA, Metal), or on the CPU if asked for.

Training and conversion aside, the only module that uses torch; it is imported in the worker's
process when a model is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.models.generation import Device
from assistant.models.generation_errors import (
    GpuFaultError,
    GpuMissingError,
    ModelLoadError,
    ModelMemoryError,
)
from assistant.models.worker.runtime import Rows

_BEYOND_WEIGHTS = 1.15
"""Memory needed per byte of weights: activations and what the libraries allocate."""


class TorchRuntime:
    """A transformers model, loaded onto its device.

    Args:
        window: Maximum tokens of the sequence.
    """

    backend = "torch"

    def __init__(self, model: Any, *, window: int, device: str) -> None:
        import torch
        import transformers

        self._torch: Any = torch
        self._model = model.to(device).eval()
        # a cache that keeps all positions, so that it can be rewound
        self._cache: Any = transformers.DynamicCache()
        self._length = 0
        self.device = device
        self.window = window

    def feed(self, ids: Sequence[int], *, every: bool = False) -> Rows:
        """Extend the sequence; see `Runtime`."""
        torch = self._torch
        try:
            with torch.inference_mode():
                output = self._model(
                    input_ids=torch.tensor([list(ids)], device=self.device),
                    past_key_values=self._cache,
                    use_cache=True,
                    logits_to_keep=0 if every else 1,
                )
            self._length += len(ids)
            rows: Rows = output.logits[0].float().cpu().numpy()
        except torch.OutOfMemoryError as error:
            raise _memory_error() from error
        except torch.AcceleratorError as error:
            raise GpuFaultError(
                expected="the graphics processor to compute",
                found="a fault of its own",
                remedy="Drafts continue on the CPU; update the driver if it happens again",
            ) from error
        return rows

    def rewind(self, length: int) -> None:
        """Truncate the sequence to its first `length` tokens."""
        if length < self._length:
            self._cache.crop(length - self._length)
            self._length = length


def load(folder: Path, *, window: int, device: Device, threads: int) -> TorchRuntime:
    """Load safetensors in half precision (in single precision on the CPU).

    Args:
        folder: In Hugging Face's layout; code in it is never run.
        device: `auto` takes CUDA, then Metal; `cpu` is for measurements.
        threads: Number of threads on the CPU.

    Raises:
        GpuMissingError, ModelLoadError, ModelMemoryError
    """
    try:
        import torch
        import transformers
    except ImportError as error:
        raise GpuMissingError(
            expected="torch and transformers",
            found="that they are not installed",
            remedy="Install the product with them, or use the converted model on the CPU",
        ) from error
    torch.set_num_threads(threads)
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    chosen = _choose(torch, device, folder)
    try:
        model = transformers.AutoModelForCausalLM.from_pretrained(
            folder,
            dtype=torch.float32 if chosen == "cpu" else torch.bfloat16,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
        )
        return TorchRuntime(model, window=window, device=chosen)
    except torch.OutOfMemoryError as error:
        raise _memory_error() from error
    except Exception as error:  # transformers fails in many ways on a folder it cannot read
        raise ModelLoadError(
            expected="a model folder that transformers can load",
            found=f"{type(error).__name__} while loading it",
            remedy="Verify the model; if it is whole, use its converted form on the CPU",
        ) from error


def _choose(torch: Any, wanted: Device, folder: Path) -> str:
    if wanted == "cpu":
        return "cpu"
    if torch.cuda.is_available():
        free, _ = torch.cuda.mem_get_info()
        needed = _BEYOND_WEIGHTS * sum(file.stat().st_size for file in folder.glob("*.safetensors"))
        if free < needed:
            raise ModelMemoryError(
                expected=f"{needed / 2**30:.1f} GB free on the graphics processor",
                found=f"{free / 2**30:.1f} GB",
                remedy="Close other programs that use it, or use a smaller model",
            )
        return "cuda"
    if torch.backends.mps.is_available():
        return "mps"
    raise GpuMissingError(
        expected="CUDA or Metal",
        found="neither",
        remedy="Nothing needs to be done: drafts are written on the CPU",
    )


def _memory_error() -> ModelMemoryError:
    return ModelMemoryError(
        expected="memory for the model and its cache",
        found="that the device has no more",
        remedy="Close other programs that use it, or use a smaller model",
    )
