"""The model worker: one child process that holds one dialogue model and writes replies with it.

`main` serves the pipe, `writer` is the loop that every runtime shares, `onnx_generator` and
`torch_generator` are the runtimes. Nothing here is loaded by the engine but `wire`.
"""
