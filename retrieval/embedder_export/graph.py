"""Builds an ONNX graph node by node, with a unique descriptive name for each value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

FUSED: Final = "com.microsoft"
"""The domain of ONNX Runtime's fused operators (see its ContribOperators.md)."""
_OPSET: Final = 18
_IR_VERSION: Final = 9
"""Readable by every ONNX Runtime since 1.16."""


class GraphWriter:
    """Collects nodes and constants; methods that add one value return its name."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add a constant tensor; if the name exists already, the first one is kept."""
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.asarray(value, order="C"), name)
        return name

    def integers(self, *values: int) -> str:
        """Add a constant list of integers, for axes and slices."""
        return self.constant(f"ints_{'_'.join(map(str, values))}", np.array(values, np.int64))

    def node(
        self, op: str, inputs: Sequence[str], name: str, *, domain: str = "", **attributes: Any
    ) -> str:
        """Add a node with one output, called `name`; an empty input name omits that input."""
        self.nodes(op, inputs, [name], domain=domain, **attributes)
        return name

    def nodes(
        self,
        op: str,
        inputs: Sequence[str],
        outputs: Sequence[str],
        *,
        domain: str = "",
        **attributes: Any,
    ) -> None:
        """Add a node with several outputs."""
        made = helper.make_node(
            op, list(inputs), list(outputs), name=outputs[0], domain=domain, **attributes
        )
        self._nodes.append(made)

    def model(self, output: str, width: int, *, also: Iterable[str] = ()) -> onnx.ModelProto:
        """The finished embedding model.

        Args:
            output: The output value, float32 of shape (texts, width).
            width: The size of a vector.
            also: Inner values that become outputs as well, for calibration.
        """
        ids = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
            for name in ("input_ids", "attention_mask")
        ]
        vectors = helper.make_tensor_value_info(output, TensorProto.FLOAT, ["texts", width])
        inner = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in also]
        return self.assembled("embedder", ids, [vectors, *inner])

    def assembled(
        self,
        name: str,
        inputs: Sequence[onnx.ValueInfoProto],
        outputs: Sequence[onnx.ValueInfoProto],
    ) -> onnx.ModelProto:
        """The finished model with the given inputs and outputs."""
        graph = helper.make_graph(
            self._nodes, name, list(inputs), list(outputs), list(self._constants.values())
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(
            graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="replydesk"
        )
