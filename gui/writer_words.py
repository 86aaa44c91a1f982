"""User-facing texts about what writes drafts, for the status bar, the draft and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import DraftFallback, ModelStatus

translate = QCoreApplication.translate


def backend(code: str) -> str:
    """Return the display name of a model backend; an unknown code is returned unchanged."""
    known = {
        "torch": translate("Writers", "torch"),
        "onnx-int4": translate("Writers", "ONNX int4"),
        "onnx-fp32": translate("Writers", "ONNX fp32"),
        "remote": translate("Writers", "a server of your company"),
        "composed": translate("Writers", "verified answers"),
    }
    return known.get(code, one_line(code, 40))


def device(code: str) -> str:
    """Return the display name of the device that a model runs on."""
    kind = code.split(":")[0]
    known = {
        "cpu": translate("Writers", "CPU"),
        "cuda": translate("Writers", "graphics processor"),
        "mps": translate("Writers", "graphics processor"),
        "server": translate("Writers", "server"),
    }
    return known.get(kind, one_line(code, 40))


def writer(status: ModelStatus) -> str:
    """Return what writes drafts: the model with backend and device, composed answers, or off."""
    if status.drafts == "off":
        return translate("Writers", "off")
    if status.drafts == "composed" or status.state == "off" or status.on_request:
        return translate("Writers", "composed")
    model = one_line(status.model, 60)
    if status.state == "failed":
        return translate("Writers", "composed, the model failed")
    if status.state == "loading":
        return translate("Writers", "{model}, loading").format(model=model)
    if status.backend == "remote":
        return translate("Writers", "{model} (server)").format(model=model)
    where = device(status.device)
    shown = backend(status.backend)
    if not where:
        return translate("Writers", "{model} ({backend})").format(model=model, backend=shown)
    return translate("Writers", "{model} ({backend}, {device})").format(
        model=model, backend=shown, device=where
    )


def trouble(status: ModelStatus) -> str:
    """Return what is wrong with the model and what to do; empty if there is no problem."""
    if status.fallback is not None and status.state != "failed":
        return f"{fell_back(status.fallback)}\n{status.fallback.code}"
    if status.state == "failed" or (status.state == "off" and status.code):
        return f"{what_failed(status.code)} {what_to_do(status.code)}\n{status.code}"
    return ""


def fell_back(one: DraftFallback) -> str:
    """Return what failed, what writes drafts instead, and what to do."""
    said = translate("Writers", "{what} For now, drafts are written with {instead}. {remedy}")
    return said.format(
        what=what_failed(one.code), instead=backend(one.to_backend), remedy=what_to_do(one.code)
    )


def what_failed(code: str) -> str:
    """Describe an error code of a model in one sentence."""
    known = {
        "model.load": translate("Writers", "The model could not be loaded."),
        "model.memory": translate("Writers", "There was not enough memory for the model."),
        "model.gpu-missing": translate("Writers", "No graphics processor can be used."),
        "model.gpu-fault": translate("Writers", "The graphics processor failed."),
        "model.died": translate("Writers", "The process that writes drafts ended unexpectedly."),
        "model.hung": translate("Writers", "The process that writes drafts stopped answering."),
        "model.none": translate("Writers", "No model is in use."),
        "model.language": translate("Writers", "The model does not write this language."),
        "model.prompt-too-long": translate(
            "Writers", "The message is longer than the model can read."),
        "model.template": translate("Writers", "The model's chat template cannot be used."),
        "model.server": translate("Writers", "The server for drafts did not answer as it should."),
        "model.server-unreachable": translate(
            "Writers", "The server for drafts cannot be reached."),
        "model.server-refused": translate("Writers", "The server for drafts refused the request."),
        "shelf.files-damaged": translate("Writers", "Files of the model are missing or damaged."),
        "shelf.parity": translate(
            "Writers", "Converted, the model does not write what the original writes."),
    }  # fmt: skip
    return known.get(code, translate("Writers", "The model could not write."))


def what_to_do(code: str) -> str:
    """Return the remedy for an error code of a model."""
    add_again = translate("Writers", "Check it in Settings, or add it again.")
    ask = translate("Writers", "Ask whoever runs that server.")
    known = {
        "model.memory": translate("Writers", "Close other programs, or choose a smaller model."),
        "model.load": add_again,
        "shelf.files-damaged": add_again,
        "shelf.parity": translate("Writers", "It is not used. Choose another model."),
        "model.none": translate("Writers", "Choose one in Settings."),
        "model.language": translate("Writers", "Choose one in Settings that does."),
        "model.server": ask,
        "model.server-unreachable": ask,
        "model.server-refused": translate("Writers", "Check its address and token."),
    }
    other = translate("Writers", "If it happens again, choose another model in Settings.")
    return known.get(code, other)
