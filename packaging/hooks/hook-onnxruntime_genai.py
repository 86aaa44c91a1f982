"""Its own library lies beside its module; ONNX Runtime's it looks for in that package, under a name
with a version, which the hook of that package leaves out."""

from PyInstaller.utils.hooks import collect_dynamic_libs

binaries = collect_dynamic_libs("onnxruntime_genai")
binaries += collect_dynamic_libs(
    "onnxruntime", search_patterns=["libonnxruntime.so.*", "libonnxruntime.*.dylib"]
)
