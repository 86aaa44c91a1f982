"""The processes of one run: one, or several under torchrun or accelerate, as the environment says.

Gradients are summed over the processes without DistributedDataParallel, then divided by the weight
of all examples, so that any number of processes takes the same step.

torch is loaded only for several processes: a classifier head is trained without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_BUCKET = 1 << 26
"""Bytes of gradients that are summed in one all-reduce."""


@dataclass(frozen=True, slots=True)
class Group:
    """This process and its place among those of the run; only `rank` 0 writes files."""

    rank: int = 0
    world: int = 1
    local_rank: int = 0

    @classmethod
    def join(cls, device: str) -> Group:
        """Join the process group that the environment names, if any; waits for all processes."""
        world = int(os.environ.get("WORLD_SIZE", "1"))
        if world == 1:
            return cls()
        import torch.distributed as dist

        if not dist.is_initialized():
            dist.init_process_group("nccl" if device.startswith("cuda") else "gloo")
        return cls(dist.get_rank(), world, int(os.environ.get("LOCAL_RANK", "0")))

    @property
    def is_main(self) -> bool:
        return self.rank == 0

    def share(self, batch: Iterable[int]) -> list[int]:
        """This process's part of a batch."""
        return list(batch)[self.rank :: self.world]

    def total(self, values: list[float], device: str) -> list[float]:
        """The sums over all processes."""
        if self.world == 1:
            return values
        import torch
        import torch.distributed as dist

        told = torch.tensor(values, dtype=torch.float64, device=device)
        dist.all_reduce(told)
        return [float(value) for value in told.tolist()]

    def add_up(self, gradients: list[Any]) -> None:
        """Replace each gradient, in place, by its sum over all processes."""
        if self.world == 1:
            return
        import torch
        import torch.distributed as dist

        for bucket in _buckets(gradients):
            flat = torch.cat([gradient.reshape(-1) for gradient in bucket])
            dist.all_reduce(flat)
            for gradient, summed in zip(
                bucket, flat.split([gradient.numel() for gradient in bucket]), strict=True
            ):
                gradient.copy_(summed.view_as(gradient))

    def wait(self) -> None:
        """Wait until all processes have reached this point."""
        if self.world > 1:
            import torch.distributed as dist

            dist.barrier()

    def leave(self) -> None:
        if self.world > 1:
            import torch.distributed as dist

            if dist.is_initialized():
                dist.destroy_process_group()


def _buckets(gradients: list[Any]) -> Iterable[list[Any]]:
    """Gradients in buckets of one dtype and bounded size, in the same order in every process."""
    bucket: list[Any] = []
    size = 0
    for gradient in gradients:
        bytes_ = gradient.numel() * gradient.element_size()
        if bucket and (size + bytes_ > _BUCKET or gradient.dtype != bucket[0].dtype):
            yield bucket
            bucket, size = [], 0
        bucket.append(gradient)
        size += bytes_
    if bucket:
        yield bucket
