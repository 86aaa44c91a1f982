"""Collects the library of onnxruntime-genai, and the one of ONNX Runtime under its versioned name,
which onnxruntime-genai looks for, but the hook of onnxruntime leaves out."""

from PyInstaller.utils.hooks import collect_dynamic_libs

binaries = collect_dynamic_libs("onnxruntime_genai")
binaries += collect_dynamic_libs(
    "onnxruntime", search_patterns=["libonnxruntime.so.*", "libonnxruntime.*.dylib"]
)
