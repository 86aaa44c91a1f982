"""A sentence-transformers folder becomes one ONNX graph, without torch.

The graph is written from the safetensors with `onnx.helper`; pooling and normalisation are inside
it. `prepare` in `prepare.py` is the door. Nothing of a source folder is ever executed: no pickle,
no remote code.
"""
