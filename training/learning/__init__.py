"""Code shared by all training of decoders: batches of similar lengths, and losses."""
