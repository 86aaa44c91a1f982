"""Errors of dialogue models: what is wrong with a folder, or with a model on the shelf."""

from __future__ import annotations

from assistant.errors import InputError, MachineError


class ModelRefusedError(InputError):
    """The folder cannot become a dialogue model."""

    code = "shelf.refused"


class ModelUnusableError(InputError):
    """The model may not write drafts."""

    code = "shelf.unusable"


class ModelFilesDamagedError(MachineError):
    """The files of a model are not what was installed."""

    code = "shelf.files-damaged"


class ConversionError(MachineError):
    """A model could not be converted."""

    code = "shelf.conversion"
