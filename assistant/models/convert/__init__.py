"""The converter: safetensors to graphs for onnxruntime-genai, and the comparison of both.

Only the converter's own process imports these modules. Replydesk's own models are written without
torch; all others go through onnxruntime-genai's builder, which needs torch and transformers.
"""
