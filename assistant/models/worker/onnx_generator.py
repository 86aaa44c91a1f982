"""The onnxruntime-genai runtime: int4 or fp32 on the CPU.

Its own search is not used: tokens are chosen by the loop all runtimes share and appended, which is
cheaper than its `generate_next_token` and gives the same tokens. Each call holds the GIL.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.models.convert.genai_config import nearest_layers
from assistant.models.generation_errors import ModelLoadError, ModelMemoryError
from assistant.models.worker.runtime import Rows

_OUT_OF_MEMORY = ("bad allocation", "bad_alloc", "failed to allocate", "out of memory")


class OnnxRuntime:
    """A converted model, loaded from its folder.

    Args:
        folder: Folder with `genai_config.json` and the graph.
        window: Tokens for which memory is reserved; at least the size of a sliding window.
        threads: Per operation; more than there are cores makes it slower.

    Raises:
        ModelLoadError, ModelMemoryError
    """

    device = "cpu"

    def __init__(self, folder: Path, *, backend: str, window: int, threads: int) -> None:
        import onnxruntime_genai

        onnxruntime_genai.disable_telemetry_events()
        self.backend = backend
        self.window = window
        try:
            config = onnxruntime_genai.Config(str(folder))
            config.clear_providers()
            reserved = max(window, nearest_layers(folder))
            config.overlay(json.dumps(_overlay(reserved, threads)))
            self._model = onnxruntime_genai.Model(config)
            parameters = onnxruntime_genai.GeneratorParams(self._model)
            parameters.set_search_options(max_length=reserved, do_sample=False)
            self._generator = onnxruntime_genai.Generator(self._model, parameters)
        except Exception as error:  # the library raises RuntimeError and its own Exception
            raise _load_error(error) from error

    def feed(self, ids: Sequence[int], *, every: bool = False) -> Rows:
        """Extend the sequence; see `Runtime`."""
        try:
            self._generator.append_tokens(np.asarray(ids, np.int32))
            if every and len(ids) > 1:
                return np.asarray(self._generator.get_output("logits")[0], np.float32)
            logits: Rows = self._generator.get_logits()[0]
        except RuntimeError as error:
            if _is_memory(error):
                raise _memory_error() from error
            raise
        return logits

    def rewind(self, length: int) -> None:
        """Truncate the sequence to its first `length` tokens."""
        if length < self._generator.token_count():
            self._generator.rewind_to(length)


def _overlay(reserved: int, threads: int) -> dict[str, Any]:
    options = {
        "intra_op_num_threads": threads,
        "inter_op_num_threads": 1,
        # the arena would keep the memory of the largest request for ever
        "enable_cpu_mem_arena": False,
        # spinning threads would use whole cores while they wait
        "session.intra_op.allow_spinning": "0",
        "log_severity_level": 4,
    }
    return {
        "model": {"decoder": {"session_options": options}},
        # the key-value cache is allocated for this many tokens
        "search": {"max_length": reserved, "past_present_share_buffer": True},
    }


def _is_memory(error: BaseException) -> bool:
    told = str(error).lower()
    return isinstance(error, MemoryError) or any(word in told for word in _OUT_OF_MEMORY)


def _load_error(error: Exception) -> ModelLoadError | ModelMemoryError:
    if _is_memory(error):
        return _memory_error()
    return ModelLoadError(
        expected="a converted model that onnxruntime-genai can load",
        found=f"{type(error).__name__} while loading it",
        remedy="Verify the model; if it is whole, remove it and add it again",
    )


def _memory_error() -> ModelMemoryError:
    return ModelMemoryError(
        expected="memory for the model and its cache",
        found="that the system has no more",
        remedy="Close other programs, or use a smaller model",
    )
