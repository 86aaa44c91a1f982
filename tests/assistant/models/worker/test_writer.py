"""The generation loop on real runtimes: the same reply in whatever way it is computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from assistant.models.generation import GenerationRequest, LocalModel
from assistant.models.generation_errors import (
    GpuMissingError,
    ModelLoadError,
    PromptLengthError,
)
from assistant.models.worker import torch_generator
from assistant.models.worker.onnx_generator import OnnxRuntime
from assistant.models.worker.rendering import Vocabulary, renderer
from assistant.models.worker.runtime import Runtime
from assistant.models.worker.writer import CHUNK, PromptProgress, Start, Step, Writer, Written
from assistant.prompt import PromptTurn
from tests.tiny_dialogue import PROMPT

REQUEST = GenerationRequest(PROMPT, max_tokens=60)
OTHER = replace(
    REQUEST, prompt=replace(PROMPT, turns=(*PROMPT.turns[:2], PromptTurn("customer", "How long?")))
)


def onnx(model: LocalModel, backend: str = "onnx-int4", window: int = 512) -> OnnxRuntime:
    folder = model.onnx_int4 if backend == "onnx-int4" else model.onnx_fp32
    assert folder is not None
    return OnnxRuntime(folder, backend=backend, window=window, threads=1)


def on(model: LocalModel, runtime: Runtime, **options: Any) -> Writer:
    vocabulary = Vocabulary(model.tokenizer)
    return Writer(
        runtime, vocabulary, renderer(model.rendering, vocabulary, model.tokenizer), **options
    )


def text(steps: Iterable[Step]) -> str:
    return "".join(step.text for step in steps if isinstance(step, Written))


@pytest.mark.parametrize("backend", ["onnx-int4", "onnx-fp32"])
def test_a_reused_prompt_gives_the_same_reply_as_a_cold_one(
    own_model: LocalModel, backend: str
) -> None:
    cold = [text(on(own_model, onnx(own_model, backend)).write(one)) for one in (REQUEST, OTHER)]
    writer = on(own_model, onnx(own_model, backend))
    assert text(writer.write(REQUEST)) == cold[0]
    for request, expected in ((OTHER, cold[1]), (REQUEST, cold[0]), (REQUEST, cold[0])):
        steps = list(writer.write(request))
        (start,) = [step for step in steps if isinstance(step, Start)]
        assert start.reused_tokens >= CHUNK
        assert start.reused_tokens % CHUNK == 0
        assert start.reused_tokens < start.prompt_tokens
        assert text(steps) == expected


def test_a_reply_given_up_anywhere_leaves_nothing_behind(own_model: LocalModel) -> None:
    expected = list(on(own_model, onnx(own_model)).write(REQUEST))
    writer = on(own_model, onnx(own_model))
    for place in range(0, len(expected), 3):
        steps = writer.write(OTHER if place % 2 else REQUEST)
        for _ in range(place):
            next(steps)
        steps.close()
        assert text(writer.write(REQUEST)) == text(expected)


def test_guessing_from_the_prompt_changes_no_word(
    own_model: LocalModel, chat_model: LocalModel
) -> None:
    for model in (own_model, chat_model):
        for backend in ("onnx-int4", "onnx-fp32"):
            for request in (REQUEST, OTHER, replace(REQUEST, constrain=False)):
                plain = on(model, onnx(model, backend), guesses=0)
                guessing = on(model, onnx(model, backend), guesses=4)
                assert text(guessing.write(request)) == text(plain.write(request))


def test_the_prompt_is_read_in_chunks(own_model: LocalModel) -> None:
    steps = [
        step
        for step in on(own_model, onnx(own_model)).write(REQUEST)
        if isinstance(step, PromptProgress | Start)
    ]
    start = steps.pop()
    assert isinstance(start, Start)
    done = [step.done for step in steps if isinstance(step, PromptProgress)]
    assert len(done) > 1
    assert done == [*range(CHUNK, start.prompt_tokens, CHUNK), start.prompt_tokens]


def test_a_prompt_longer_than_the_window_loses_what_is_least_useful(
    own_model: LocalModel,
) -> None:
    long = replace(PROMPT, passages=PROMPT.passages * 20)
    writer = on(own_model, onnx(own_model))
    (start,) = [
        step
        for step in writer.write(replace(REQUEST, prompt=long))
        if isinstance(step, Start)
    ]  # fmt: skip
    assert start.dropped_passages > 0
    assert start.prompt_tokens + REQUEST.max_tokens <= 512
    endless = replace(PROMPT, turns=(PromptTurn("customer", "Why? " * 2000),))
    with pytest.raises(PromptLengthError):
        next(writer.write(replace(REQUEST, prompt=endless)))


def test_a_reply_fills_a_small_window_and_not_more(own_model: LocalModel) -> None:
    writer = on(own_model, onnx(own_model, window=300))
    steps = list(writer.write(replace(REQUEST, max_tokens=1000)))
    (start,) = [step for step in steps if isinstance(step, Start)]
    written = sum(isinstance(step, Written) for step in steps)
    assert start.prompt_tokens + written <= 300


def test_draws_are_repeated_by_their_seed(own_model: LocalModel) -> None:
    writer = on(own_model, onnx(own_model))
    warm = replace(REQUEST, temperature=1.5, seed=3)
    assert text(writer.write(warm)) == text(writer.write(warm))
    assert text(writer.write(warm)) != text(writer.write(replace(warm, seed=4)))


def test_time_can_be_limited(own_model: LocalModel) -> None:
    steps = on(own_model, onnx(own_model)).write(replace(REQUEST, stop_after_ms=1))
    reason = None
    while reason is None:
        try:
            next(steps)
        except StopIteration as over:
            reason = over.value
    assert reason == "time"


@pytest.mark.torch
def test_torch_writes_what_onnx_writes(own_model: LocalModel, chat_model: LocalModel) -> None:
    for model in (own_model, chat_model):
        assert model.source is not None
        torch = on(model, torch_generator.load(model.source, window=512, device="cpu", threads=1))
        fp32 = on(model, onnx(model, "onnx-fp32"))
        for request in (REQUEST, OTHER, REQUEST):
            assert text(torch.write(request)) == text(fp32.write(request))


@pytest.mark.torch
def test_torch_asks_for_a_graphics_processor_unless_told(own_model: LocalModel) -> None:
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available() or torch.backends.mps.is_available():
        pytest.skip("there is one here")
    assert own_model.source is not None
    with pytest.raises(GpuMissingError):
        torch_generator.load(own_model.source, window=512, device="auto", threads=1)


def test_a_folder_that_is_no_model_is_told(tmp_path: Any, own_model: LocalModel) -> None:
    with pytest.raises(ModelLoadError):
        OnnxRuntime(tmp_path, backend="onnx-int4", window=512, threads=1)
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelLoadError):
        Vocabulary(tmp_path)
