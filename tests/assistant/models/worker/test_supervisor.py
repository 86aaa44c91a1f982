"""The worker process, as controlled by the engine: killed, hung, refused, unloaded."""

from __future__ import annotations

import dataclasses
import random
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from assistant.errors import CodedError
from assistant.models.backends import Way, load_message, ways
from assistant.models.generation import (
    Begun,
    Ended,
    FellBack,
    GenerationRequest,
    LocalModel,
    Piece,
    Waiting,
    written_rate,
)
from assistant.models.supervisor import Patience, Supervisor
from assistant.models.worker import wire
from assistant.models.worker_process import WorkerProcess, worker_command
from assistant.prompt import PromptTurn
from tests.tiny_dialogue import PROMPT, told
from tests.worker_kills import kill_at_random

REQUEST = GenerationRequest(PROMPT, max_tokens=120)
LONG = dataclasses.replace(PROMPT, turns=(PromptTurn("customer", "Why? " * 3000),))


@pytest.fixture
def supervisors() -> Iterator[Callable[..., Supervisor]]:
    """A factory of supervisors, which are unloaded after the test."""
    made: list[Supervisor] = []

    def make(**patience: float) -> Supervisor:
        made.append(Supervisor(patience=Patience(**patience)))  # type: ignore[arg-type]  # numbers
        return made[-1]

    yield make
    for supervisor in made:
        supervisor.unload()


def test_a_reply_streams_and_a_second_one_reuses_the_prompt(
    own_model: LocalModel, supervisors: Callable[..., Supervisor]
) -> None:
    supervisor = supervisors()
    supervisor.load(own_model)
    events = list(supervisor.generate(REQUEST))
    kinds = [type(event) for event in events if not isinstance(event, Waiting)]
    assert kinds[0] is Begun
    assert set(kinds[1:-1]) == {Piece}
    ended = events[-1]
    assert isinstance(ended, Ended)
    assert ended.tokens == sum(event.tokens for event in events if isinstance(event, Piece))
    assert ended.first_token_ms > 0
    # the rate does not include reading the prompt, so over the whole time it gives more tokens
    assert ended.rate * ended.seconds > ended.tokens - 1
    again = list(supervisor.generate(REQUEST))
    (begun,) = [event for event in again if isinstance(event, Begun)]
    assert begun.reused_tokens > 0
    assert told(again)[0] == told(events)[0] != ""
    status = supervisor.status()
    assert (status.state, status.backend, status.device) == ("ready", "onnx-int4", "cpu")
    assert status.memory_bytes > 0


def test_a_rate_counts_what_is_written_while_it_is_written() -> None:
    assert written_rate(11, 2.0) == 5
    assert written_rate(1, 2.0) == written_rate(5, 0.0) == written_rate(0, 0.0) == 0


def test_a_model_made_for_chat_writes_too(
    chat_model: LocalModel, supervisors: Callable[..., Supervisor]
) -> None:
    supervisor = supervisors()
    supervisor.load(chat_model)
    text, ended = told(supervisor.generate(REQUEST))
    assert text
    assert ended.reason in ("finished", "length")


def test_memory_is_back_when_a_model_is_let_go(
    own_model: LocalModel, supervisors: Callable[..., Supervisor]
) -> None:
    supervisor = supervisors()
    supervisor.load(own_model)
    told(supervisor.generate(REQUEST))
    pid = supervisor.worker_pid()
    assert pid is not None
    supervisor.unload()
    assert not psutil.pid_exists(pid)
    assert supervisor.status().state == "off"
    assert told(supervisor.generate(REQUEST))[1].code == "model.none"


def test_kills_cost_no_reply(own_model: LocalModel, supervisors: Callable[..., Supervisor]) -> None:
    supervisor = supervisors(deaths=1000)
    supervisor.load(own_model)
    kill_at_random(supervisor, REQUEST, times=5, rng=random.Random(5))


def test_a_stopped_worker_is_found_out_and_replaced(
    own_model: LocalModel, supervisors: Callable[..., Supervisor]
) -> None:
    if sys.platform == "win32":
        pytest.skip("a process cannot be stopped there by a signal")
    supervisor = supervisors()
    supervisor.load(own_model)
    expected, _ = told(supervisor.generate(REQUEST))
    first = supervisor.worker_pid()
    assert first is not None
    # only for this worker: its successor may be slow on a busy machine
    assert supervisor._worker is not None
    supervisor._worker._patience_s = 1.0
    psutil.Process(first).send_signal(signal.SIGSTOP)
    events = list(supervisor.generate(REQUEST))
    (fell,) = [event for event in events if isinstance(event, FellBack)]
    assert fell.code == "model.hung"
    assert told(events)[0] == expected
    assert not psutil.pid_exists(first)


def test_a_cancel_is_heard_while_the_prompt_is_read_and_while_it_writes(
    own_model: LocalModel, supervisors: Callable[..., Supervisor]
) -> None:
    supervisor = supervisors()
    supervisor.load(own_model)
    expected, _ = told(supervisor.generate(REQUEST))
    for wanted in (Waiting, Begun, Piece):
        events = supervisor.generate(dataclasses.replace(REQUEST, max_tokens=250))
        for event in events:
            if isinstance(event, wanted):
                break
        events.close()
        assert supervisor.status().state == "ready"
        assert told(supervisor.generate(REQUEST))[0] == expected
    assert supervisor.status().fallback is None


def test_a_message_longer_than_the_window_is_told_and_costs_no_worker(
    own_model: LocalModel, supervisors: Callable[..., Supervisor]
) -> None:
    supervisor = supervisors()
    supervisor.load(own_model)
    told(supervisor.generate(REQUEST))
    pid = supervisor.worker_pid()
    _, ended = told(supervisor.generate(dataclasses.replace(REQUEST, prompt=LONG)))
    assert (ended.reason, ended.code) == ("failed", "model.prompt-too-long")
    assert supervisor.worker_pid() == pid
    assert told(supervisor.generate(REQUEST))[0]


def test_whoever_is_told_of_a_change_may_ask_for_the_status(own_model: LocalModel) -> None:
    seen: list[str] = []
    supervisor = Supervisor(changed=lambda: seen.append(supervisor.status().state))
    for _ in range(3):
        supervisor.load(own_model)
        told(supervisor.generate(dataclasses.replace(REQUEST, max_tokens=5)))
        pid = supervisor.worker_pid()
        assert pid is not None
        psutil.Process(pid).kill()
        supervisor.load(own_model)
        supervisor.unload()
    assert {"loading", "busy", "ready", "off"} <= set(seen)


def test_a_model_taken_away_while_it_writes_ends_the_reply(
    own_model: LocalModel, supervisors: Callable[..., Supervisor]
) -> None:
    supervisor = supervisors()
    supervisor.load(own_model)
    events = supervisor.generate(dataclasses.replace(REQUEST, max_tokens=250))
    for event in events:
        if isinstance(event, Begun):
            break
    supervisor.unload()
    assert told([Begun("onnx-int4", "cpu", "", 0), *events])[1].code in ("model.none", "")


def test_replies_wait_for_their_turn(
    own_model: LocalModel, supervisors: Callable[..., Supervisor]
) -> None:
    supervisor = supervisors()
    supervisor.load(own_model)
    replies: list[str] = []
    threads = [
        threading.Thread(target=lambda: replies.append(told(supervisor.generate(REQUEST))[0]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == 4
    assert len(set(replies)) == 1


@pytest.mark.torch
def test_without_a_graphics_processor_torch_gives_way_to_onnx(
    own_model: LocalModel, supervisors: Callable[..., Supervisor], monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available() or torch.backends.mps.is_available():
        pytest.skip("there is one here")
    monkeypatch.setattr("assistant.models.backends.torch_may_help", lambda: True)
    supervisor = supervisors()
    supervisor.load(own_model)
    events = list(supervisor.generate(REQUEST))
    (fell,) = [event for event in events if isinstance(event, FellBack)]
    assert (fell.code, fell.from_backend, fell.to_backend) == (
        "model.gpu-missing", "torch", "onnx-int4",
    )  # fmt: skip
    assert told(events)[0]
    fallback = supervisor.status().fallback
    assert fallback is not None
    assert fallback.code == "model.gpu-missing"
    assert not [event for event in supervisor.generate(REQUEST) if isinstance(event, FellBack)]


@pytest.mark.torch
def test_torch_runs_on_the_cpu_when_it_is_asked_for(
    own_model: LocalModel, supervisors: Callable[..., Supervisor]
) -> None:
    supervisor = supervisors()
    supervisor.load(own_model, backend="torch")
    text, _ = told(supervisor.generate(REQUEST))
    assert supervisor.status().backend == "torch"
    supervisor.load(own_model, backend="onnx-fp32")
    assert told(supervisor.generate(REQUEST))[0] == text


def test_a_model_that_cannot_be_loaded_is_told_and_tried_again_later(
    own_model: LocalModel, supervisors: Callable[..., Supervisor], tmp_path: Path
) -> None:
    graph = tmp_path / "onnx-int4"
    assert own_model.onnx_int4 is not None
    shutil.copytree(own_model.onnx_int4, graph)
    (graph / "model.onnx").rename(graph / "elsewhere")
    supervisor = supervisors()
    supervisor.load(dataclasses.replace(own_model, onnx_int4=graph))
    _, ended = told(supervisor.generate(REQUEST))
    assert (ended.reason, ended.code) == ("failed", "model.load")
    assert supervisor.status().code == "model.load"
    (graph / "elsewhere").rename(graph / "model.onnx")
    assert told(supervisor.generate(REQUEST))[1].reason in ("finished", "length")


def test_a_worker_that_dies_again_and_again_is_left_alone_for_a_while(
    own_model: LocalModel, tmp_path: Path
) -> None:
    script = tmp_path / "dies.py"
    script.write_text("import sys; sys.stdin.readline(); sys.exit(7)", encoding="utf-8")
    started = Supervisor(command=[sys.executable, str(script)], patience=Patience(deaths=3))
    started.load(own_model)
    _, ended = told(started.generate(REQUEST))
    assert (ended.reason, ended.code) == ("failed", "model.died")
    started.unload()


def test_noise_on_the_pipe_is_a_fault_and_not_a_hang(own_model: LocalModel, tmp_path: Path) -> None:
    script = tmp_path / "noise.py"
    script.write_text(
        "import sys; sys.stdin.readline(); print('hello, no protocol', flush=True)\n"
        "sys.stdin.read()",
        encoding="utf-8",
    )
    started = Supervisor(command=[sys.executable, str(script)])
    started.load(own_model)
    assert told(started.generate(REQUEST))[1].code == "model.died"
    started.unload()


def test_out_of_memory_halves_the_window_before_anything_else(own_model: LocalModel) -> None:
    from assistant.models.backends import after

    first, second = Way(own_model, "torch", 4096), Way(own_model, "onnx-int4", 4096)
    halved = after([first, second], "model.memory")
    assert [way.window for way in halved] == [2048, 4096]
    small = dataclasses.replace(first, window=600)
    assert after([small, second], "model.memory") == [second]
    assert after([first, second], "model.gpu-fault") == [second]
    assert after([second], "model.died") == []


def test_a_worker_ends_in_the_thread_that_hears_it(own_model: LocalModel) -> None:
    made = threading.Event()

    def changed() -> None:
        assert made.wait(60)
        worker.close(at_once=True)

    worker = WorkerProcess(
        load_message(ways(own_model)[0]), patience_s=60, load_s=60,
        command=worker_command(), changed=changed,
    )  # fmt: skip
    made.set()
    with pytest.raises(CodedError, match=r"model\.died"):
        _listen(worker)
    assert not worker.is_alive()
    worker.close()


def _listen(worker: WorkerProcess) -> None:
    while True:
        worker.receive(60)


def test_the_worker_ends_when_the_engine_is_gone(own_model: LocalModel) -> None:
    message = {**load_message(ways(own_model)[0]), "type": "load", "version": wire.VERSION}
    program = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen({worker_command()!r}, stdin=subprocess.PIPE,"
        " stdout=subprocess.PIPE)\n"
        f"child.stdin.write({wire.dump(message)!r}); child.stdin.flush()\n"
        "child.stdout.readline(); print(child.pid, flush=True); time.sleep(600)"
    )
    engine = psutil.Popen([sys.executable, "-c", program], stdout=-1)
    child = psutil.Process(int(engine.stdout.readline()))
    engine.kill()
    engine.wait()
    engine.stdout.close()
    gone, alive = psutil.wait_procs([child], timeout=60)
    assert not alive
    assert gone
