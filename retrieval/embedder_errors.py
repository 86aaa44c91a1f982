"""Coded errors of embedding models."""

from __future__ import annotations

from retrieval.errors import InputError, MachineError


class ModelSourceError(InputError):
    """A folder that cannot become an embedding model.

    Codes: `model.missing`, `model.config`, `model.no-safetensors`, `model.pickle-only`,
    `model.architecture`, `model.pooling`, `model.tokenizer`, `model.tensors`, `model.digest`.
    """

    code = "model.source"


class ModelDamagedError(MachineError):
    """A prepared model that is not what was prepared: prepare it again.

    Codes: `model.not-prepared`, `model.damaged`, `model.newer`.
    """

    code = "model.damaged"
