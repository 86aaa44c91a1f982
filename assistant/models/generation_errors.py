"""Errors of models that write drafts; each code says what was tried and what to do."""

from __future__ import annotations

from assistant.errors import InputError, MachineError


class ModelLoadError(MachineError):
    """The model could not be loaded"""

    code = "model.load"


class ModelMemoryError(MachineError):
    """There is not enough memory for the model"""

    code = "model.memory"


class GpuMissingError(MachineError):
    """No graphics processor can be used"""

    code = "model.gpu-missing"


class GpuFaultError(MachineError):
    """The graphics processor failed"""

    code = "model.gpu-fault"


class WorkerDiedError(MachineError):
    """The process that writes drafts ended unexpectedly"""

    code = "model.died"


class WorkerHungError(MachineError):
    """The process that writes drafts stopped answering"""

    code = "model.hung"


class WorkerFailedError(MachineError):
    """The model failed while it wrote"""

    code = "model.failed"


class NoModelError(InputError):
    """No dialogue model is in use"""

    code = "model.none"


class LanguageError(InputError):
    """The model does not write this language"""

    code = "model.language"


class PromptLengthError(InputError):
    """The message is longer than the model can read"""

    code = "model.prompt-too-long"


class ChatTemplateError(InputError):
    """The model's chat template cannot be used"""

    code = "model.template"


class RemoteError(MachineError):
    """The server for drafts did not answer as it should"""

    code = "model.server"


class RemoteUnreachableError(MachineError):
    """The server for drafts cannot be reached"""

    code = "model.server-unreachable"


class RemoteRefusedError(InputError):
    """The server for drafts refused the request"""

    code = "model.server-refused"


class RemoteAddressError(InputError):
    """The address of the server for drafts cannot be used"""

    code = "model.server-address"
