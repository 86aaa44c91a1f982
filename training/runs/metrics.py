"""The figures of a run over its steps (`metrics.jsonl`): one JSON object per line, numbers only."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.contracts import MetricPoint
from assistant.paths import OWNER_ONLY_FILE, write_owner_only


class MetricsFile:
    """`metrics.jsonl`, as the trainer writes it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, step: int, seconds: float, values: Mapping[str, float]) -> None:
        """Append one line. If the disk is full, the line is lost and the run goes on."""
        numbers = {name: round(float(value), 8) for name, value in values.items()}
        line = json.dumps({"step": step, "seconds": round(seconds, 3), "values": numbers})
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            descriptor = os.open(self._path, flags, OWNER_ONLY_FILE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(line.encode() + b"\n")
        except OSError:
            return

    def cut(self, step: int) -> None:
        """Delete the lines of steps after `step`, which will be taken again."""
        kept = [point for point in read(self._path) if point.step <= step]
        lines = b"".join(point.model_dump_json().encode() + b"\n" for point in kept)
        write_owner_only(self._path, lines)


def read(path: Path, *, after: int = -1) -> Iterator[MetricPoint]:
    """The points after a step; skips lines left incomplete by a kill."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            point = MetricPoint.model_validate_json(line)
        except ValueError:
            continue
        if point.step > after:
            yield point
