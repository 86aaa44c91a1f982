"""Libraries must not tell anybody that they are used: nothing leaves the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny_dialogue import local_model

PROJECT = Path(__file__).resolve().parents[2]

_OPEN_A_SESSION = """
import sys
import onnx
from onnx import TensorProto, helper

graph = helper.make_graph(
    [helper.make_node("Identity", ["x"], ["y"])], "g",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])],
)
opset = helper.make_opsetid("", 13)
model = helper.make_model(graph, opset_imports=[opset], ir_version=8).SerializeToString()
if sys.argv[1] == "ours":
    from retrieval.embedder_session import open_session

    open_session(model)
else:
    import onnxruntime

    onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
"""
_SAY_NOTHING = ("ORT_", "CI", "GITHUB_", "TF_BUILD", "XDG_")
"""Variables that silence it or move its traces: a user's machine has none of them."""


def traces(home: Path, whose: str, program: str = _OPEN_A_SESSION) -> list[str]:
    """What a process that opens a session of ONNX Runtime leaves in its user's folder."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(_SAY_NOTHING)
    }
    subprocess.run(
        [sys.executable, "-c", program, whose],
        check=True, timeout=60, cwd=PROJECT, env=environment | {"HOME": str(home)},
    )  # fmt: skip
    return [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()]


_WRITE_A_DRAFT = """
import sys
from pathlib import Path

from assistant.models.generation import Ended, GenerationRequest, LocalModel
from assistant.models.supervisor import Supervisor
from assistant.prompt import Prompt, PromptTurn

folder = Path(sys.argv[1])
supervisor = Supervisor()
source, graph = folder / "source", folder / "onnx-int4"
supervisor.load(LocalModel("tiny", "own", source, 512, onnx_int4=graph))
prompt = Prompt((), (PromptTurn("customer", "Hello?"),))
*_, last = supervisor.generate(GenerationRequest(prompt, max_tokens=5))
supervisor.unload()
assert isinstance(last, Ended) and last.reason != "failed", last
"""


@pytest.mark.skipif(sys.platform != "linux", reason="where they lie is known for Linux")
def test_the_model_worker_leaves_no_trace_either(tmp_path: Path) -> None:
    model, home = tmp_path / "model", tmp_path / "home"
    home.mkdir()
    local_model(model, own=True)
    assert traces(home, str(model), _WRITE_A_DRAFT) == []


@pytest.mark.skipif(sys.platform != "linux", reason="where the traces lie is known for Linux")
def test_onnx_runtime_keeps_no_identifier_and_sends_no_events(tmp_path: Path) -> None:
    """Its events wait in a database beside the identifier; without both nothing can be sent."""
    assert traces(tmp_path, "ours") == []
    if not any("deviceid" in trace for trace in traces(tmp_path, "plain")):
        pytest.skip("this build of ONNX Runtime has no telemetry to switch off")
