"""Who writes drafts, in words."""

from __future__ import annotations

import pytest

from assistant.contracts import DraftFallback, ModelStatus
from gui.writer_words import trouble, writer


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"state": "off"}, "composed"),
        ({"state": "ready", "drafts": "off"}, "off"),
        ({"state": "ready", "drafts": "composed"}, "composed"),
        ({"state": "off", "on_request": "support"}, "composed"),
        ({"state": "ready", "on_request": "support"}, "composed"),
        ({"state": "loading"}, "support, loading"),
        ({"state": "ready", "backend": "onnx-int4", "device": "cpu"}, "support (ONNX int4, CPU)"),
        ({"state": "busy", "backend": "torch", "device": "cuda:0"},
         "support (torch, graphics processor)"),
        ({"state": "ready", "backend": "remote", "device": "server"}, "support (server)"),
        ({"state": "ready", "backend": "later"}, "support (later)"),
        ({"state": "failed", "code": "model.load"}, "composed, the model failed"),
    ],
)  # fmt: skip
def test_the_writer_is_named_with_what_runs_it(facts: dict[str, str], said: str) -> None:
    assert writer(ModelStatus.model_validate({"model": "support"} | facts)) == said


def test_what_keeps_it_from_writing_is_told_with_its_code_and_what_to_do() -> None:
    assert trouble(ModelStatus(state="ready", model="m")) == ""
    fallback = DraftFallback(code="model.memory", from_backend="torch", to_backend="onnx-int4")
    told = trouble(ModelStatus(state="ready", model="m", fallback=fallback))
    assert "not enough memory" in told
    assert "ONNX int4" in told
    assert "smaller model" in told
    assert "model.memory" in told
    assert "model.load" in trouble(ModelStatus(state="failed", code="model.load"))
