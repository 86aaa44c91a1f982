"""The converter: safetensors to the graphs that onnxruntime-genai runs, and the proof of it.

Only its own process loads these modules. Our own models are written without torch; all others go
through onnxruntime-genai's builder, which needs torch and transformers.
"""
