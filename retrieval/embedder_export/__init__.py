"""Converts a sentence-transformers folder to one ONNX graph, without torch.

The graph is built from the safetensors with `onnx.helper`, and includes pooling and normalisation.
The entry point is `prepare` in `prepare.py`. Nothing in a source folder is ever executed: no
pickle, no remote code.
"""
