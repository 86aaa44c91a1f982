"""Writes Replydesk's own models as graphs for onnxruntime-genai, from safetensors, without torch.

The graph uses the names and fused operators that onnxruntime-genai's builder gives a Qwen 3 model,
so that any of its runtimes can run it: one projection for query, key and value, their norms per
head, GroupQueryAttention with rotary positions built in, and a gated feed-forward layer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from assistant.models.convert import int4
from assistant.models.convert.dimensions import Dimensions
from assistant.models.convert.genai_config import write_config
from assistant.models.manifest import Precision
from retrieval.embedder_export.graph import FUSED, GraphWriter
from retrieval.embedder_export.tensors import TensorFiles

MODEL: Final = "model.onnx"
_ACCURACY: Final = 4
"""Activations are quantised to eight bits, for which today's processors have fast kernels."""

Array = NDArray[np.float32]


def write(source: Path, target: Path, precision: Precision) -> Iterator[tuple[int, int]]:
    """Write the graph of one of Replydesk's own, inspected models; yields (done, layers).

    Args:
        source: Folder with config.json and the safetensors.
        target: Folder to create; gets `model.onnx` and `genai_config.json`.

    Raises:
        ModelSourceError: The weights do not match config.json.
    """
    dimensions = Dimensions.of(source)
    tensors = TensorFiles.in_folder(source)
    if tensors is None:
        raise FileNotFoundError(source)
    graph = _Decoder(dimensions, tensors, four_bits=precision == "int4")
    for layer in range(dimensions.layers):
        yield layer, dimensions.layers
        graph.layer(layer)
    target.mkdir()
    (target / MODEL).write_bytes(graph.finished().SerializeToString(deterministic=True))
    write_config(target, source, dimensions)
    yield dimensions.layers, dimensions.layers


class _Decoder:
    def __init__(self, dimensions: Dimensions, tensors: TensorFiles, *, four_bits: bool) -> None:
        self._m = dimensions
        self._tensors = tensors
        self._four_bits = four_bits
        self._g = GraphWriter()
        self._caches: list[tuple[list[str], list[str]]] = []
        self._table = self._read(
            "model.embed_tokens.weight", dimensions.vocabulary, dimensions.hidden
        )
        if four_bits:
            self._codes = int4.quantise(self._table)
        self._lengths()
        self._rotation()
        self._stream = self._embed()
        self._added: str | None = None

    def layer(self, number: int) -> None:
        """Add one layer: attention, then the gated feed-forward part, each added to the residual
        stream.
        """
        name = f"model.layers.{number}"
        found = self._norm(f"{name}.input_layernorm")
        self._added = self._attention(number, found)
        found = self._norm(f"{name}.post_attention_layernorm")
        self._added = self._gated(name, found)

    def finished(self) -> onnx.ModelProto:
        """The complete model, after its last layer."""
        m = self._m
        last = self._norm("model.norm")
        if "lm_head.weight" in self._tensors:
            head = self._read("lm_head.weight", m.vocabulary, m.hidden)
            codes = int4.quantise(head) if self._four_bits else None
            self._multiply(last, "lm_head", head, codes, output="logits")
        else:
            codes = self._codes if self._four_bits else None
            self._multiply(last, "lm_head", self._table, codes, output="logits")
        steps = ["batch_size", "sequence_length"]
        ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, steps)
        mask = helper.make_tensor_value_info(
            "attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"]
        )
        logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [*steps, m.vocabulary])
        past, present = self._cache_values()
        return self._g.assembled("replydesk", [ids, mask, *past], [logits, *present])

    # ------------------------------------------------------------ parts

    def _lengths(self) -> None:
        """Compute GroupQueryAttention's length inputs from the attention mask.

        They are the last position (counted from zero) and the total length.
        """
        g = self._g
        one = g.integers(1)
        summed = g.node("ReduceSum", ["attention_mask", one], "mask_sum", keepdims=0)
        less = g.node("Sub", [summed, one], "mask_less")
        self._last = g.node("Cast", [less], "last_positions", to=TensorProto.INT32)
        shape = g.node("Shape", ["attention_mask"], "mask_shape")
        index = g.constant("one", np.array(1, np.int64))
        total = g.node("Gather", [shape, index], "mask_length", axis=0)
        self._total = g.node("Cast", [total], "total_length", to=TensorProto.INT32)

    def _rotation(self) -> None:
        m = self._m
        frequencies = 1.0 / m.theta ** (np.arange(0, m.head_size, 2) / m.head_size)
        angles = np.outer(np.arange(m.context), frequencies)
        self._cos = self._g.constant("cos_cache", np.cos(angles).astype(np.float32))
        self._sin = self._g.constant("sin_cache", np.sin(angles).astype(np.float32))

    def _embed(self) -> str:
        g, m = self._g, self._m
        if not self._four_bits:
            table = g.constant("embed", self._table)
            return g.node("Gather", [table, "input_ids"], "embedded")
        codes, scales = self._codes
        packed = g.constant("lm_head_codes" if self._tied else "embed_codes", codes)
        factors = g.constant("lm_head_scales" if self._tied else "embed_scales", scales)
        flat = g.node("Reshape", [packed, g.integers(m.vocabulary, m.hidden // 2)], "embed_flat")
        return g.node(
            "GatherBlockQuantized", [flat, "input_ids", factors], "embedded", domain=FUSED,
            bits=4, block_size=int4.BLOCK, gather_axis=0, quantize_axis=1,
        )  # fmt: skip

    @property
    def _tied(self) -> bool:
        return "lm_head.weight" not in self._tensors

    def _norm(self, name: str) -> str:
        """Add the last block's output to the residual stream and normalise the sum."""
        g = self._g
        weight = g.constant(f"{name}.weight", self._read(f"{name}.weight", self._m.hidden))
        output = f"{name}.output"
        if self._added is None:
            return g.node(
                "SimplifiedLayerNormalization", [self._stream, weight], output,
                epsilon=self._m.epsilon, axis=-1, stash_type=1,
            )  # fmt: skip
        summed = f"{name}.stream"
        g.nodes(
            "SkipSimplifiedLayerNormalization", [self._stream, self._added, weight],
            [output, "", "", summed], domain=FUSED, epsilon=self._m.epsilon,
        )  # fmt: skip
        self._stream = summed
        return output

    def _attention(self, number: int, found: str) -> str:
        g, m = self._g, self._m
        name = f"model.layers.{number}.self_attn"
        wide, narrow = m.heads * m.head_size, m.key_heads * m.head_size
        joined = np.concatenate(
            [
                self._read(f"{name}.{part}_proj.weight", size, m.hidden)
                for part, size in (("q", wide), ("k", narrow), ("v", narrow))
            ]
        )
        projected = self._multiply(found, f"{name}.qkv_proj", joined)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        g.nodes("Split", [projected, g.integers(wide, narrow, narrow)], parts, axis=-1)
        query = self._head_norm(parts[0], f"{name}.q_norm", wide)
        key = self._head_norm(parts[1], f"{name}.k_norm", narrow)
        past = [f"past_key_values.{number}.{part}" for part in ("key", "value")]
        present = [f"present.{number}.{part}" for part in ("key", "value")]
        self._caches.append((past, present))
        g.nodes(
            "GroupQueryAttention",
            [query, key, parts[2], *past, self._last, self._total, self._cos, self._sin],
            [f"{name}.output", *present], domain=FUSED, num_heads=m.heads,
            kv_num_heads=m.key_heads, scale=m.head_size**-0.5, do_rotary=1, rotary_interleaved=0,
        )  # fmt: skip
        weights = self._read(f"{name}.o_proj.weight", m.hidden, wide)
        return self._multiply(f"{name}.output", f"{name}.o_proj", weights)

    def _head_norm(self, value: str, name: str, width: int) -> str:
        g, size = self._g, self._m.head_size
        weight = g.constant(f"{name}.weight", self._read(f"{name}.weight", size))
        heads = g.node("Reshape", [value, g.integers(0, -1, size)], f"{name}.heads")
        normed = g.node(
            "SimplifiedLayerNormalization", [heads, weight], f"{name}.normed",
            epsilon=self._m.epsilon, axis=-1, stash_type=1,
        )  # fmt: skip
        return g.node("Reshape", [normed, g.integers(0, -1, width)], f"{name}.output")

    def _gated(self, name: str, found: str) -> str:
        g, m = self._g, self._m
        name = f"{name}.mlp"
        gate, up = (
            self._multiply(
                found, f"{name}.{part}", self._read(f"{name}.{part}.weight", m.inner, m.hidden)
            )
            for part in ("gate_proj", "up_proj")
        )
        opened = g.node("Sigmoid", [gate], f"{name}.sigmoid")
        silu = g.node("Mul", [gate, opened], f"{name}.silu")
        inner = g.node("Mul", [silu, up], f"{name}.inner")
        down = self._read(f"{name}.down_proj.weight", m.hidden, m.inner)
        return self._multiply(inner, f"{name}.down_proj", down)

    # ------------------------------------------------------------ in common

    def _multiply(
        self,
        value: str,
        name: str,
        weights: Array,
        codes: tuple[NDArray[np.uint8], Array] | None = None,
        *,
        output: str = "",
    ) -> str:
        """Multiply `value` by the transposed weights (outputs, inputs)."""
        g = self._g
        output = output or f"{name}.product"
        if not self._four_bits:
            turned = g.constant(f"{name}.weight", np.ascontiguousarray(weights.T))
            return g.node("MatMul", [value, turned], output)
        packed, scales = codes or int4.quantise(weights)
        short = "lm_head" if name == "lm_head" else name
        return g.node(
            "MatMulNBits",
            [value, g.constant(f"{short}_codes", packed), g.constant(f"{short}_scales", scales)],
            output, domain=FUSED, K=weights.shape[1], N=weights.shape[0], bits=4,
            block_size=int4.BLOCK, accuracy_level=_ACCURACY,
        )  # fmt: skip

    def _read(self, name: str, *shape: int) -> Array:
        return self._tensors.read(name, shape)

    def _cache_values(self) -> tuple[list[Any], list[Any]]:
        heads, size = self._m.key_heads, self._m.head_size
        made: tuple[list[Any], list[Any]] = ([], [])
        for names in self._caches:
            for side, length in enumerate(("past_sequence_length", "total_sequence_length")):
                made[side].extend(
                    helper.make_tensor_value_info(
                        name, TensorProto.FLOAT, ["batch_size", heads, length, size]
                    )
                    for name in names[side]
                )
        return made
