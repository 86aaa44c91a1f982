"""The converter's process: reads one request, reports progress and one outcome, then exits.

It parses and runs files of unknown origin, so it is separate from the engine: resource-limited
while it inspects them, without network access, and killed when the engine ends.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from pathlib import Path
from typing import BinaryIO

from assistant.models.convert.wire import Outcome, Request, described, said
from assistant.paths import unwritable
from retrieval.errors import CodedError

_INSPECT_MEMORY = 8 << 30
_INSPECT_SECONDS = 120
_OFFLINE = {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
}


def main() -> int:
    """Serve one request; returns the exit status."""
    os.environ.update(_OFFLINE)
    out = _own_output()
    line = sys.stdin.buffer.readline()
    if not line:
        return 1
    threading.Thread(target=_end_with_the_engine, daemon=True).start()
    logging.disable()
    warnings.simplefilter("ignore")
    try:
        request = Request.model_validate_json(line)
        if request.operation == "inspect":
            _limit()
        outcome = _serve(request, out)
        _tell(out, "outcome", outcome.model_dump(mode="json"))
    except CodedError as error:
        _tell(out, "error", described(error))
    except OSError as error:
        _tell(out, "error", described(unwritable(Path("models"), error)))
    except MemoryError:
        _tell(out, "error", _failure("not enough memory"))
    except Exception as error:  # noqa: BLE001 - the process's outermost handler
        text = "".join(character if character.isprintable() else " " for character in str(error))
        _tell(out, "error", _failure(f"{type(error).__name__}: {text[:200]}"))
    # exit without waiting for the runtimes' threads
    out.flush()
    os._exit(0)


def _serve(request: Request, out: BinaryIO) -> Outcome:
    from assistant.models.convert import work

    steps = {"inspect": work.inspected, "convert": work.converted, "try": work.tried}[
        request.operation
    ](request)
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        _tell(out, "progress", [step.stage, step.done, step.total])


def _own_output() -> BinaryIO:
    """The pipe to the engine; whatever libraries print goes to the null device."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    return out


def _end_with_the_engine() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _limit() -> None:
    """Limit memory and CPU time while untrusted files are parsed; later stages need more."""
    if os.name != "posix":
        return
    import resource

    for kind, limit in (
        (resource.RLIMIT_AS, _INSPECT_MEMORY),
        (resource.RLIMIT_CPU, _INSPECT_SECONDS),
    ):
        hard = resource.getrlimit(kind)[1]
        unlimited = hard == resource.RLIM_INFINITY
        resource.setrlimit(kind, (limit if unlimited else min(limit, hard), hard))


def _tell(out: BinaryIO, kind: str, value: object) -> None:
    out.write(said(kind, value))
    out.flush()


def _failure(found: str) -> dict[str, str]:
    return {
        "fault": "environment",
        "code": "shelf.conversion",
        "expected": "a model that can be converted on this machine",
        "found": found,
        "remedy": "Close other programs and try again; if it fails again, please report it",
    }
