"""Who writes drafts, in words: for the status bar, the draft and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import ModelStatus

translate = QCoreApplication.translate


def backend(code: str) -> str:
    """What runs a model, as people call it; one that this version does not know, as it is."""
    known = {
        "torch": translate("Writers", "torch"),
        "onnx-int4": translate("Writers", "ONNX int4"),
        "onnx-fp32": translate("Writers", "ONNX fp32"),
        "remote": translate("Writers", "a server of your company"),
        "composed": translate("Writers", "composing verified answers"),
    }
    return known.get(code, one_line(code, 40))


def device(code: str) -> str:
    """Where it runs."""
    kind = code.split(":")[0]
    known = {
        "cpu": translate("Writers", "CPU"),
        "cuda": translate("Writers", "graphics processor"),
        "mps": translate("Writers", "graphics processor"),
        "server": translate("Writers", "server"),
    }
    return known.get(kind, one_line(code, 40))


def writer(status: ModelStatus) -> str:
    """Who writes: the model with what runs it, or that drafts are composed, or off."""
    if status.drafts == "off":
        return translate("Writers", "off")
    if status.drafts == "composed" or status.state == "off":
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
