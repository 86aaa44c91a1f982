"""The runtime's session: exact eight-bit products, on any processor."""

from __future__ import annotations

import base64

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from retrieval import embedder_session
from retrieval.embedder_session import open_session


def probe() -> onnx.ModelProto:
    """Codes, uint8 (rows, 4), times a matrix of the greatest int8 weights."""
    weights = numpy_helper.from_array(np.full((4, 4), 127, np.int8), "weights")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["codes", "weights"], ["sums"])],
        "probe",
        [helper.make_tensor_value_info("codes", TensorProto.UINT8, ["rows", 4])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, ["rows", 4])],
        [weights],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 10)], ir_version=9)


def test_the_probe_is_the_graph_it_says_it_is() -> None:
    kept = onnx.load_from_string(base64.b64decode(embedder_session._PROBE))
    onnx.checker.check_model(kept)
    assert kept == probe()


def test_the_greatest_products_are_exact() -> None:
    session = open_session(probe().SerializeToString())
    for rows in (1, 3, 64):
        (sums,) = session.run(["sums"], {"codes": np.full((rows, 4), 255, np.uint8)})
        assert (sums == 4 * 255 * 127).all()
