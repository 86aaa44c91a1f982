"""An ONNX Runtime session that tells nobody, idles quietly and gives its memory back.

It works on one thread: a run of a small model gains little from a second one, which must be woken
for each of a hundred layers. Whoever has more to do runs several batches beside each other.

Official builds of ONNX Runtime send usage events to Microsoft and keep an identifier of the
machine, unless they are told not to before the library is loaded (its Privacy.md). Nothing leaves
this machine, so this module does that, and is the only one that may load it.
"""

from __future__ import annotations

import base64
import os
from functools import cache
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
_PROBE: Final = (
    "CAk6igEKJQoFY29kZXMKB3dlaWdodHMSBHN1bXMiDU1hdE11bEludGVnZXISBXByb2JlKiEIBAgEEANCB3dlaWdodHNK"
    "EH9/f39/f39/f39/f39/f39aGwoFY29kZXMSEgoQCAISDAoGEgRyb3dzCgIIBGIaCgRzdW1zEhIKEAgGEgwKBhIEcm93"
    "cwoCCARCBAoAEAo="
)
"""A graph of one node (`tests/retrieval/test_embedder_session.py` writes it): codes, uint8
(rows, 4), times a matrix of int8 127."""


def default_threads() -> int:
    """Batches to run beside each other: one a physical core, at most four."""
    return max(1, min(_MOST_THREADS, psutil.cpu_count(logical=False) or 1))


def open_session(graph: Path | bytes) -> Any:
    """A CPU session for a graph (a file, or its bytes); any thread may run it at any time.

    It does not spin when idle (by default a whole core for nothing), its memory is returned after
    each run (the arena would keep the largest request for ever), and eight-bit products are exact
    on every processor.
    """
    return _open(graph, widened=_saturates())


def _open(graph: Path | bytes, *, widened: bool) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.x64quantprecision", "1" if widened else "0")
    source = graph if isinstance(graph, bytes) else str(graph)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


@cache
def _saturates() -> bool:
    """Whether this processor's eight-bit products overflow unless they are widened first.

    Those without VNNI add pairs of products in 16 bits. ONNX Runtime can widen them, which takes
    half as long again also where it is needless, and tells nobody where that is: so it is tried.
    """
    greatest = np.full((8, 4), 255, np.uint8)
    (sums,) = _open(base64.b64decode(_PROBE), widened=False).run(["sums"], {"codes": greatest})
    return bool((sums != 4 * 255 * 127).any())


def padded(rows: list[list[int]]) -> dict[str, NDArray[np.int64]]:
    """Token ids of several texts as the graph's inputs, right-padded to the longest."""
    lengths = np.array([len(row) for row in rows])
    mask = np.arange(lengths.max()) < lengths[:, None]
    ids = np.zeros(mask.shape, np.int64)
    ids[mask] = np.concatenate([np.array(row, np.int64) for row in rows])
    return {"input_ids": ids, "attention_mask": mask.astype(np.int64)}
