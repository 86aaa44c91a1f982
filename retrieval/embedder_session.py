"""An ONNX Runtime session that tells nobody, idles quietly and gives its memory back.

Official builds of ONNX Runtime send usage events to Microsoft and keep an identifier of the
machine, unless they are told not to before the library is loaded (its Privacy.md). Nothing leaves
this machine, so this module does that, and is the only one that may load it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import numpy as np
import psutil
from numpy.typing import NDArray

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime  # it reads the variable when it is loaded

# builds that log to the system's own tracing on Windows heed only this
onnxruntime.disable_telemetry_events()

OUTPUT: Final = "sentence_embedding"
"""The name of every prepared graph's output."""
_MOST_THREADS: Final = 4


def default_threads() -> int:
    """Physical cores, at most four: a small model gains nothing from more."""
    return max(1, min(_MOST_THREADS, psutil.cpu_count(logical=False) or 1))


def open_session(graph: Path | bytes, *, threads: int | None = None) -> Any:
    """A CPU session for a graph (a file, or its bytes).

    Its threads sleep when idle (by default they spin, a whole core for nothing), its memory is
    returned after each run (the arena would keep the largest request for ever), and on processors
    without VNNI eight-bit products do not saturate.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or default_threads()
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.x64quantprecision", "1")
    source = graph if isinstance(graph, bytes) else str(graph)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def padded(rows: list[list[int]]) -> dict[str, NDArray[np.int64]]:
    """Token ids of several texts as the graph's inputs, right-padded to the longest."""
    lengths = np.array([len(row) for row in rows])
    mask = np.arange(lengths.max()) < lengths[:, None]
    ids = np.zeros(mask.shape, np.int64)
    ids[mask] = np.concatenate([np.array(row, np.int64) for row in rows])
    return {"input_ids": ids, "attention_mask": mask.astype(np.int64)}
