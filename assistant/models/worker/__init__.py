"""The model worker: a child process that holds one dialogue model and writes replies with it.

`main` serves the pipe, `writer` is the generation loop shared by all runtimes, and `onnx_generator`
and `torch_generator` are the runtimes. Of these modules the engine imports only `wire` and, for
requests to servers, `rendering`.
"""
