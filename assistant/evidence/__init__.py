"""Which sentence of a draft is supported by which source, and which is not."""
